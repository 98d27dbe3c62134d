import * as vscode from 'vscode';
import { HumanError } from '../../base/humanError';
import type { PlannedCase } from '../../completion/plan';
import { epochNow } from '../../completion/runner/epochNow';
import type { CompletionTarget, SampleFailure } from '../../model/completion';
import { CacheVariation } from './cacheVariation';
import {
  type EditorAnswer,
  type EditorClient,
  type EditorQuestion,
  endOfAborted,
  untilAborted,
} from './editorClient';
import { HeldDocument } from './heldDocument';
import { OpenEditors } from './openEditors';
import { insertedBetween, type TextPatch } from './textPatch';

/** How often it is tried to accept what an editor shows by itself. */
const TRY_EVERY_MS = 4;
/** A window that has nothing to do answers faster. */
const QUICK_MS = 10;
/** A busy machine may never be quick. */
const MOST_ROUNDS = 20;

const nothingShown: SampleFailure = {
  kind: 'notFound',
  message: 'The editor showed no inline completion at the cursor.',
  action:
    'Check that an extension that completes code is installed, signed in and turned on for this language, and that editor.inlineSuggest.enabled is on.',
};

const tooLate: SampleFailure = {
  kind: 'timeout',
  message: 'No inline completion was shown in time.',
  action: 'Raise "timeout" in the suite, or see with the provider why it is so slow or silent here.',
};

const triggered: CompletionTarget = {
  id: 'inline',
  label: 'Inline completions, triggered',
  model: 'inline completions',
  api: 'editor.inline',
  baseUrl: '',
};

const typed: CompletionTarget = { ...triggered, id: 'inlineTyped', label: 'Inline completions, as you type' };

const remarks = [
  'Which of several providers gave the text can not be told; a trigger waits for the slowest of them.',
  'The provider’s own cache is got around by blanks above the cursor that differ every time.',
];

const typedRemark =
  'The last character before the cursor is typed; the time holds the debounce of the editor and of the provider.';

/** The inline completions that extensions give to this editor, at the cursors of files. */
export class InlineClient implements EditorClient {
  readonly target: CompletionTarget;
  readonly remarks: readonly string[];
  private readonly editors = new OpenEditors();
  private readonly variation = new CacheVariation();

  /** @param asYouType type a character and wait for what is shown by itself, in place of triggering it */
  constructor(private readonly asYouType: boolean) {
    this.target = asYouType ? typed : triggered;
    this.remarks = asYouType ? [...remarks, typedRemark] : remarks;
  }

  async ask({ planned }: EditorQuestion, signal: AbortSignal): Promise<EditorAnswer> {
    const document = await openUnchanged(planned);
    const held = new HeldDocument(document);
    try {
      return await this.measure(held, planned, signal);
    } finally {
      // The editor asks anew behind an accepted text, and goes on asking as the text changes.
      await stopAsking();
      await held.restore();
      held.dispose();
    }
  }

  close(): Promise<void> {
    return this.editors.restore();
  }

  private async measure(
    held: HeldDocument,
    planned: PlannedCase,
    signal: AbortSignal,
  ): Promise<EditorAnswer> {
    const { document } = held;
    const { patches, cursor, key } = this.prepare(document, planned);
    await vscode.window.showTextDocument(document, { preview: false });
    // Nobody but the measurement may ask for what is measured: the provider could answer from that.
    await stopAsking();
    await held.apply(patches);
    await focusAt(document, document.positionAt(cursor));
    await settle();
    const keystroke = epochNow();
    const shown = await (this.asYouType
      ? typeUntilShown(held, { cursor, key }, signal)
      : trigger(held, cursor, signal));
    if (held.isTouched) throw disturbed(document);
    const ended = shown?.at ?? epochNow();
    const moments = { keystroke, debounced: keystroke, gathered: keystroke, ended };
    if (signal.aborted) return { moments, ...endOfAborted(signal, tooLate), text: '' };
    if (!shown) return { moments, end: 'failed', failure: nothingShown, text: '' };
    return { moments: { ...moments, firstChunk: ended }, end: 'answered', text: shown.text };
  }

  /** What to change before it is asked, and where the cursor is then. */
  private prepare(document: vscode.TextDocument, { at }: PlannedCase) {
    if (!('file' in at)) throw new Error('A case without a file');
    const place = document.validatePosition(new vscode.Position(at.line - 1, at.column - 1));
    const offset = document.offsetAt(place);
    const key = this.asYouType ? keyBefore(document, place) : '';
    const varied = this.vary(document, place);
    const start = offset - key.length;
    const cut = { offset: start, removed: document.getText().slice(start, offset + at.taken), inserted: '' };
    const patches = cut.removed === '' ? [varied] : [varied, cut];
    return { patches, cursor: start + varied.inserted.length, key };
  }

  /** At the end of the line above, where blanks mean nothing; above the first line there is room for a line of them. */
  private vary(document: vscode.TextDocument, { line }: vscode.Position): TextPatch {
    const blanks = this.variation.next();
    if (line > 0) {
      return {
        offset: document.offsetAt(document.lineAt(line - 1).range.end),
        removed: '',
        inserted: blanks,
      };
    }
    return {
      offset: 0,
      removed: '',
      inserted: `${blanks}${document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n'}`,
    };
  }
}

interface Shown {
  readonly at: number;
  readonly text: string;
}

/** The command is through when all providers have answered and what is to be shown is shown. */
async function trigger(held: HeldDocument, cursor: number, signal: AbortSignal): Promise<Shown | undefined> {
  const before = held.document.getText();
  const done = await untilAborted(
    vscode.commands.executeCommand('editor.action.inlineSuggest.trigger'),
    signal,
  );
  const at = epochNow();
  if (done === 'aborted' || held.isTouched) return undefined;
  const text = await accept(held, before, cursor);
  return text === undefined ? undefined : { at, text };
}

/**
 * No API tells that the editor shows a text. But accepting does something only while it does, so it is tried until
 * something is accepted.
 */
async function typeUntilShown(
  held: HeldDocument,
  { cursor, key }: { readonly cursor: number; readonly key: string },
  signal: AbortSignal,
): Promise<Shown | undefined> {
  await held.asOwn(() => vscode.commands.executeCommand('type', { text: key }));
  const before = held.document.getText();
  while (!signal.aborted && !held.isTouched) {
    const at = epochNow();
    const text = await accept(held, before, cursor + key.length);
    if (text !== undefined) return { at, text };
    await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
  }
  return undefined;
}

/** What accepting puts into the document; undefined when there is nothing to accept. */
async function accept(held: HeldDocument, before: string, cursor: number): Promise<string | undefined> {
  const { document } = held;
  if (vscode.window.activeTextEditor?.document !== document) throw disturbed(document);
  await held.asOwn(() => vscode.commands.executeCommand('editor.action.inlineSuggest.commit'));
  const after = document.getText();
  return after === before ? undefined : insertedBetween(before, after, cursor);
}

/** An editor that loses the focus shows no inline completions, and asks for none. */
async function stopAsking(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.focusStatusBar');
}

async function focusAt(document: vscode.TextDocument, place: vscode.Position): Promise<void> {
  const selection = new vscode.Selection(place, place);
  const editor = await vscode.window.showTextDocument(document, { preview: false, selection });
  editor.selection = selection;
}

/** Waits until the window has drawn what was changed: it answers quickly again. */
async function settle(): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const start = performance.now();
    await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
    if (performance.now() - start < QUICK_MS) return;
  }
}

/** @throws HumanError when the document is not as on disk, or might be saved while it is changed */
async function openUnchanged({ at, name }: PlannedCase): Promise<vscode.TextDocument> {
  if (!('file' in at)) throw new Error(`${name} has no file`);
  const document = await vscode.workspace.openTextDocument(at.file);
  const path = vscode.workspace.asRelativePath(document.uri);
  if (document.isDirty) {
    throw new HumanError(
      `${path} has changes that are not saved.`,
      'Save or revert them, so that none can be lost.',
    );
  }
  const autoSave = vscode.workspace.getConfiguration('files', document).get<string>('autoSave');
  if (autoSave !== 'off') {
    throw new HumanError(
      `The editor would save ${path} while it is changed for a measurement.`,
      'Turn files.autoSave off while you measure.',
    );
  }
  return document;
}

function keyBefore(document: vscode.TextDocument, { line, character }: vscode.Position): string {
  const key = document.lineAt(line).text.charAt(character - 1);
  if (key !== '') return key;
  throw new HumanError(
    'There is no character before the cursor that could be typed.',
    'Put the cursor of the case behind one, or take "typing" out of the suite.',
  );
}

function disturbed({ uri }: vscode.TextDocument): HumanError {
  return new HumanError(
    `${vscode.workspace.asRelativePath(uri)} was edited or left while it was measured.`,
    'Your own changes are kept. Run it again, and leave the editor alone meanwhile.',
  );
}
