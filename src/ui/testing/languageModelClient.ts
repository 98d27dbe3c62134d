import * as vscode from 'vscode';
import type { PlannedTarget } from '../../completion/plan';
import { epochNow } from '../../completion/runner/epochNow';
import { gatherContext } from '../../completion/runner/gatherContext';
import { askInWords } from '../../completion/runner/promptText';
import { findStop } from '../../completion/runner/stopRule';
import type { CompletionTarget, SampleFailure, SampleMoments } from '../../model/completion';
import { type EditorAnswer, type EditorClient, type EditorQuestion, endOfAborted } from './editorClient';
import { describeModelError } from './languageModelErrors';

const justification = 'You have asked Latency Lens to measure how fast this model answers.';

const tooLate: SampleFailure = {
  kind: 'timeout',
  message: 'The model did not finish its answer in time.',
  action: 'Raise "timeout" in the suite, or stop the completion earlier with "stopAt".',
};

const nothingCame: SampleFailure = {
  kind: 'malformed',
  message: 'The answer has no text in it.',
  action: 'Choose another model, or change the prompt: this one may have thought only, or called a tool.',
};

/** What has come of an answer's text so far. */
interface Streamed {
  text: string;
  readonly times: number[];
}

/** A model that the editor's Language Model API offers. */
export class LanguageModelClient implements EditorClient {
  readonly target: CompletionTarget;
  readonly remarks = [
    'Times are those of this extension host: network, the model’s own extension and the way between the two are in them.',
    'Pieces may hold several tokens, and may come together; the editor gives no count of output tokens.',
  ];

  constructor(private readonly model: vscode.LanguageModelChat) {
    const { name, vendor, family, id } = model;
    this.target = {
      id: 'languageModel',
      label: name,
      model: family || id,
      api: 'editor.lm',
      baseUrl: `lm:${vendor}`,
    };
  }

  async ask({ planned, target }: EditorQuestion, signal: AbortSignal): Promise<EditorAnswer> {
    const keystroke = epochNow();
    const messages = messagesFor(target, askInWords(target, await gatherContext(planned, target, 0)));
    const gathered = epochNow();
    const streamed: Streamed = { text: '', times: [] };
    const finish = (end: Pick<EditorAnswer, 'end' | 'failure'>, text = streamed.text): EditorAnswer => ({
      ...timesOf({ keystroke, debounced: keystroke, gathered, ended: epochNow() }, streamed),
      ...end,
      text,
    });
    const source = new vscode.CancellationTokenSource();
    signal.addEventListener('abort', () => source.cancel(), { once: true });
    try {
      const options = { justification, modelOptions: { ...target.parameters } };
      const response = await this.model.sendRequest(messages, options, source.token);
      for await (const part of response.stream) {
        if (!(part instanceof vscode.LanguageModelTextPart) || part.value === '') continue;
        streamed.times.push(epochNow());
        streamed.text += part.value;
        const stop = findStop(streamed.text, planned.stopAt);
        if (stop !== undefined) return finish({ end: 'stopped' }, streamed.text.slice(0, stop));
      }
    } catch (error) {
      if (!signal.aborted) return finish({ end: 'failed', failure: describeModelError(error) });
    } finally {
      // Also of an answer that is complete before its end.
      source.cancel();
      source.dispose();
    }
    if (signal.aborted) return finish(endOfAborted(signal, tooLate));
    return finish(streamed.text === '' ? { end: 'failed', failure: nothingCame } : { end: 'answered' });
  }

  async close(): Promise<void> {}
}

/** The API has no system message. */
function messagesFor({ system }: PlannedTarget, prompt: string): vscode.LanguageModelChatMessage[] {
  const texts = system ? [system, prompt] : [prompt];
  return texts.map((text) => vscode.LanguageModelChatMessage.User(text));
}

function timesOf(moments: SampleMoments, { times }: Streamed): Pick<EditorAnswer, 'moments' | 'gaps'> {
  const [firstChunk] = times;
  if (firstChunk === undefined) return { moments };
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  return { moments: { ...moments, firstChunk }, gaps };
}
