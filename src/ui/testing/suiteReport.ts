import * as vscode from 'vscode';
import { HumanError } from '../../base/humanError';
import type { CompletionExchange } from '../../completion/plan';
import type { CaseSummary, MeasuredSample } from '../../completion/results/completionSummary';
import { measureSamples } from '../../completion/results/measureSamples';
import { summariseCompletion } from '../../completion/results/summariseCompletion';
import { type CompletionRun, type CompletionSample, isEditorTarget } from '../../model/completion';
import type { Run } from '../../model/run';
import { commandIds } from '../contributions';
import { buildCodeBlock, buildCommandLink, escapeMarkdown } from '../hover/markdown';
import { trustedMarkdown } from '../hover/trustedMarkdown';
import { type Answer, type CaseResult, describeCase, type ResultMessage } from './caseResult';
import { formatExchange } from './exchangeText';
import { formatLevelLines } from './levelLines';
import { formatSampleLine } from './sampleLine';
import type { SuiteSelection } from './selection';
import type { ItemPlace, SuiteTree } from './suiteTree';

export interface SuiteReportOptions {
  readonly testRun: vscode.TestRun;
  readonly tree: SuiteTree;
  readonly selection: SuiteSelection;
}

/** Tells the Test Explorer of one run of a suite: a line for each request as it ends, and at last what became of its cases. */
export class SuiteReport {
  private readonly answers = new Map<string, Answer>();
  private readonly exchanges = new Map<string, CompletionExchange>();
  private readonly told = new Set<string>();

  constructor(private readonly options: SuiteReportOptions) {}

  noteAnswer(sampleId: string, answer: Answer): void {
    this.answers.set(sampleId, answer);
  }

  noteExchange(exchange: CompletionExchange): void {
    this.exchanges.set(exchange.id, exchange);
  }

  /** The cases are on their way. */
  start(): void {
    for (const item of this.options.selection.leaves) this.options.testRun.started(item);
  }

  /** Tells of the requests that have ended since; those whose call is still to be read wait for it unless it is the end. */
  follow(run: Run): void {
    if (!run.completion) return;
    for (const measured of measureSamples(run)) {
      const { sample, call } = measured;
      const isRead = call ? call.outcome !== 'inFlight' : isClientOnly(sample, run.completion);
      if (this.told.has(sample.id) || !(isRead || run.status === 'ended')) continue;
      this.told.add(sample.id);
      this.tellSample(measured, run);
    }
  }

  /** Tells what became of the cases. In a sweep they are judged by its first level, which is what one person sees. */
  finish(run: Run): void {
    this.follow(run);
    const summary = summariseCompletion(run);
    if (!summary) return;
    this.say(['', ...formatLevelLines(summary)].join('\n'));
    for (const item of this.options.selection.leaves) {
      const place = this.options.tree.placeOf(item);
      const levels = summary.cases.filter((one) => isOf(one, place));
      this.show(item, describeCase(levels, this.answers), levels[0], run);
    }
  }

  /** Lines of the suite's own output. */
  say(text: string): void {
    this.options.testRun.appendOutput(toTerminal(`${text}\n`));
  }

  private tellSample(measured: MeasuredSample, run: Run): void {
    const { testRun, tree, selection } = this.options;
    const { completion } = run;
    if (!completion) return;
    const { sample } = measured;
    const item = tree.find({ uri: selection.uri, caseId: sample.caseId, targetId: sample.targetId });
    testRun.appendOutput(toTerminal(`${formatSampleLine(measured, completion)}\n`), undefined, item);
    const exchange = this.exchanges.get(sample.id);
    if (!exchange) return;
    const text = this.answers.get(sample.id)?.text ?? '';
    const shown = formatExchange({ exchange, text, measured, startedAtEpoch: run.startedAtEpoch });
    testRun.appendOutput(toTerminal(shown), undefined, item);
  }

  private show(item: vscode.TestItem, result: CaseResult, summary: CaseSummary | undefined, run: Run): void {
    const { testRun } = this.options;
    const messages = result.messages.map((message) => toTestMessage(message, item, run));
    const duration = summary && durationOf(summary.samples.map(({ sample }) => sample));
    item.description = result.description;
    const { state } = result;
    if (state === 'passed') testRun.passed(item, duration);
    else if (state === 'failed') testRun.failed(item, messages, duration);
    else if (state === 'errored') testRun.errored(item, messages, duration);
    else {
      testRun.skipped(item);
      testRun.appendOutput(toTerminal(`${nameOf(item)}: ${result.description}\n`), undefined, item);
    }
  }
}

/** Errors all that were asked for, at their places, with what to do about it. */
export function failItems(testRun: vscode.TestRun, { item, leaves }: SuiteSelection, error: unknown): void {
  const cause = error instanceof Error ? error.message : String(error);
  const text = error instanceof HumanError ? `${cause} ${error.action}` : cause;
  for (const one of leaves.length > 0 ? leaves : [item]) {
    testRun.errored(one, atItem(new vscode.TestMessage(text), one));
  }
  testRun.appendOutput(toTerminal(`${text}\n`));
}

/** With its case, where the item is one of several targets. */
function nameOf(item: vscode.TestItem): string {
  return item.parent?.parent ? `${item.parent.label}, ${item.label}` : item.label;
}

function isOf({ of, target }: CaseSummary, place: ItemPlace | undefined): boolean {
  return of.id === place?.caseId && (place.targetId === undefined || place.targetId === target.id);
}

/** Whether there will never be a call to it: the editor itself has made the request. */
function isClientOnly({ targetId }: CompletionSample, { targets }: CompletionRun): boolean {
  return targets.some((target) => target.id === targetId && isEditorTarget(target));
}

/** What its requests took together, ms: cases take turns, and their spans of time would add up to more than the run. */
function durationOf(samples: readonly CompletionSample[]): number {
  return samples.reduce((sum, { moments }) => sum + moments.ended - moments.keystroke, 0);
}

function toTestMessage(message: ResultMessage, item: vscode.TestItem, run: Run): vscode.TestMessage {
  const { text, expected, actual } = message;
  if (expected !== undefined) return atItem(vscode.TestMessage.diff(text, expected, actual ?? ''), item);
  const paragraphs = text.split('\n\n').map(escapeMarkdown);
  const answer = actual === undefined ? [] : [buildCodeBlock(actual)];
  const link = buildCommandLink('Open the timeline', commandIds.openTimeline, { runId: run.id });
  return atItem(new vscode.TestMessage(trustedMarkdown([...paragraphs, ...answer, link].join('\n\n'))), item);
}

function atItem(message: vscode.TestMessage, { uri, range }: vscode.TestItem): vscode.TestMessage {
  if (uri) message.location = new vscode.Location(uri, range ?? new vscode.Position(0, 0));
  return message;
}

/** Test output is shown in a terminal. */
function toTerminal(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
