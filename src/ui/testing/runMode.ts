import type { PlanOptions } from '../../completion/buildPlan';
import { inTwoStages } from '../../completion/secondStage';
import type { Suite, SuiteCase } from '../../completion/suite/suite';
import type { EditorClient } from './editorClient';

/** How a person wants suites to be run. */
export type RunMode =
  | { readonly kind: 'run' }
  /** A second time for cases without a verdict, by as many requests as that takes. */
  | { readonly kind: 'untilSure' }
  | { readonly kind: 'concurrency'; readonly concurrency: number }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'debug' };

/** The suite's cases asked of something that is the editor's own. */
export interface EditorMode {
  readonly kind: 'editor';
  /** @throws HumanError when there is nothing to ask */
  createClient(suite: Suite): Promise<EditorClient>;
  canAsk(one: SuiteCase): boolean;
  /** Why cases that it can't be asked are left out, in a sentence. */
  readonly leavesOut: string;
}

/** A server that is held at a breakpoint answers when the person lets it. */
const HELD_TIMEOUT_MS = 3_600_000;

/** What a mode changes of the plan that the suite makes by itself. */
export function planOptionsOf(mode: RunMode): Omit<PlanOptions, 'keys' | 'only'> {
  switch (mode.kind) {
    case 'run':
    case 'untilSure':
      return {};
    case 'concurrency':
      return { concurrency: mode.concurrency };
    case 'sweep':
      return { sweep: true };
    case 'debug':
      return { repeats: 1, concurrency: 1, warmUp: 0, exchanges: true };
  }
}

/** The suite as a mode runs it. */
export function suiteFor(suite: Suite, mode: RunMode): Suite {
  if (mode.kind === 'untilSure') return inTwoStages(suite);
  const isHeld = mode.kind === 'debug' && suite.launch !== undefined;
  return isHeld ? { ...suite, timeout: HELD_TIMEOUT_MS } : suite;
}
