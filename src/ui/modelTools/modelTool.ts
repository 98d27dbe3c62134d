import type { Finding } from '../../analysis/findings/finding';
import type { Goal } from '../../analysis/whatIf/change';
import type { Run } from '../../model/run';
import type { SuiteRun } from '../suiteRuns';

/** What every tool may be told. */
export interface RunInput {
  /** Id of a run; the newest one with calls when it is left out. */
  readonly run?: string;
  /** What is to get better; what the user has set when it is left out. */
  readonly goal?: Goal;
}

/** A question that a language model may ask about a run, answered in Markdown. */
export interface ModelTool<Input extends RunInput = RunInput> {
  /** Name in package.json. */
  readonly name: string;
  /** Said while it is being answered. */
  readonly progress: string;
  answer(question: Question<Input>): string;
  /** The same of a run of a completion suite, where there is something to say of one. */
  answerOfSuite?(suite: SuiteRun): string;
}

export interface Question<Input extends RunInput> {
  readonly run: Run;
  readonly goal: Goal;
  readonly input: Input;
  /** What adds latency to the run, what costs most of the goal first. */
  readonly findings: readonly Finding[];
}
