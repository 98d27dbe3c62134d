import { CompletionRecord, type SampleEvent } from '../../completion/completionRecord';
import type { CompletionPlan } from '../../completion/plan';
import type { SuiteRecording } from '../../completion/runSuite';
import { SampleJudge } from '../../completion/sampleJudge';
import type { Judgement } from '../../completion/suite/judgeAnswer';
import type { Suite } from '../../completion/suite/suite';
import type { EditorClient, EditorQuestion } from './editorClient';

export interface EditorSuiteOptions {
  readonly suite: Suite;
  /** Its stages are run one request after the other, whatever they say: the editor has one cursor. */
  readonly plan: CompletionPlan;
  readonly client: EditorClient;
  /** Whoever calls ends it. */
  readonly recording: Pick<SuiteRecording, 'startedAtEpoch' | 'setCompletion'>;
  /** The text of a sample, before the recording is told of it. It is not kept. */
  readonly onText: (sampleId: string, text: string, judgement: Judgement | undefined) => void;
  /** Breaks off what is under way; the run is whole as far as it came. */
  readonly signal: AbortSignal;
}

/**
 * Has the editor make the requests of a suite, in the order and as often as its own would be made.
 * @throws HumanError when there is no use in going on
 */
export async function runEditorSuite(options: EditorSuiteOptions): Promise<void> {
  const { suite, plan, client, recording, onText, signal } = options;
  const record = new CompletionRecord({
    suite,
    plan,
    startedAtEpoch: recording.startedAtEpoch,
    targets: [client.target],
  });
  const judge = new SampleJudge(suite, plan);
  const cases = new Map(plan.cases.map((one) => [one.id, one]));
  const [target] = plan.targets;
  const limit = () => AbortSignal.any([signal, AbortSignal.timeout(plan.timeout)]);
  recording.setCompletion(record.build());
  for (const [index, stage] of plan.stages.entries()) {
    record.beginStage(index);
    for (const sample of stage.samples) {
      const planned = cases.get(sample.caseId);
      if (!planned || !target || signal.aborted) continue;
      const event = await askOnce(client, sample.id, { planned, target }, limit());
      const judgement = await judge.judge(event);
      onText(event.id, event.text, judgement);
      record.add(event, judgement?.met);
      recording.setCompletion(record.build());
    }
  }
}

async function askOnce(
  client: EditorClient,
  id: string,
  question: EditorQuestion,
  signal: AbortSignal,
): Promise<SampleEvent> {
  return {
    kind: 'sample',
    id,
    plannedId: id,
    concurrency: 1,
    ...(await client.ask(question, signal)),
  };
}
