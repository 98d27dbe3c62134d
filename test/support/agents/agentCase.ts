import type { Budgets } from '../../../src/analysis/budget';
import type { DetectorName } from '../../../src/analysis/findings/finding';
import type { AnswerTool, Respond } from '../simulator/behaviour';
import type { RelayOptions } from '../simulator/startRelay';

/**
 * Name of a line of the program: the one after a line that is a comment of `@` and the name, `// @plan`, `# @plan`. A
 * case may have several lines of one name, when nothing distinguishes them.
 */
export type Mark = string;

/** Something about a program that adds latency. */
export interface FindingLabel {
  readonly detector: DetectorName;
  /** Lines of which the finding has to name at least one. */
  readonly at: readonly Mark[];
}

/** A conversation that the program has. Threads that are equal in everything are labelled as often as they occur. */
export interface ThreadLabel {
  /** By which other labels call it. */
  readonly name?: string;
  /** The lines of its calls, in the order they start. */
  readonly calls: readonly Mark[];
  /** Turns of its loop. As many as calls when absent. */
  readonly iterations?: number;
  /** Names of the tools that were run in each iteration, with spaces between them; none in any when absent. */
  readonly tools?: readonly string[];
  /** On whose behalf it runs: the name of a thread, and the ordinal of its iteration. */
  readonly within?: readonly [thread: string, iteration: number];
  /** Whose conversation it began as a copy of, up to which iteration. */
  readonly branchOf?: readonly [thread: string, iteration: number];
}

/**
 * A small program that a person could have written, how the world around it behaves, and what somebody who reads both
 * says about its latency. Labels are written from reading, never from what the analysis says.
 */
export interface AgentCase {
  /** What the program does, and what there is to find in it or why there is nothing. */
  readonly about: string;
  readonly respond: Respond;
  readonly answerTool?: AnswerTool;
  /** What lies between the program and the model; nothing when absent. Tools are near in any case. */
  readonly relay?: RelayOptions;
  /** On top of the URLs that every program gets. */
  readonly env?: Readonly<Record<string, string>>;
  readonly budgets?: Budgets;
  /** Environments of runs of the same program before this one, the newest first. */
  readonly history?: readonly Readonly<Record<string, string>>[];
  /** A debugger is attached, and holds the program for so long, in ms, at its `debugger` statement. */
  readonly pauseMs?: number;
  /** Everything that adds latency. */
  readonly findings: readonly FindingLabel[];
  /** What may be found as well because it is true, but need not be since it is small or lies in the eye of the beholder. */
  readonly acceptable?: readonly FindingLabel[];
  /** Detectors that would be wrong to see anything here, though it looks like what they look for. */
  readonly twinOf?: readonly DetectorName[];
  readonly threads: readonly ThreadLabel[];
  /** The lines of the calls and of the marked other work that the end of the run waited for, in the order of time. */
  readonly path: readonly Mark[];
}
