import type { Run } from '../../model/run';
import type { RunAnalysis } from '../analyseRun';
import type { Budgets } from '../budget';
import type { Suspicion } from './finding';

/** What a detector may look at besides the run. */
export interface DetectorOptions {
  readonly budgets?: Budgets;
  /** Earlier runs of the same program, the newest first. */
  readonly history?: readonly Run[];
}

/** Tells what it finds; nothing where there is nothing. Pure, and linear in the size of the run. */
export type Detector = (analysis: RunAnalysis, options: DetectorOptions) => readonly Suspicion[];
