import type { EpochMilliseconds, Milliseconds } from '../../base/units';

/**
 * `failed`: it is surely not as it should be. `error`: it could not be measured, because requests failed. `unsure`: there
 * is no verdict, which is neither a pass nor a failure.
 */
export type CheckOutcome = 'passed' | 'failed' | 'error' | 'unsure';

/** One thing that was checked, as terminal, JUnit and Markdown tell it alike. Holds no prompt and no answer. */
export interface Check {
  /** What it is shown under: the suite, or the program. */
  readonly group: string;
  readonly name: string;
  /** 1-based line. */
  readonly place?: { readonly file: string; readonly line: number };
  readonly outcome: CheckOutcome;
  /** Why, in a sentence; empty for a pass that needs no word. */
  readonly message: string;
  /** What to do about it, and what else is to be known, a sentence each. */
  readonly details: readonly string[];
  /** Figures by the title of their column, in order. */
  readonly figures: Readonly<Record<string, string>>;
  readonly startedAtEpoch: EpochMilliseconds;
  /** What was spent on it. */
  readonly time: Milliseconds;
}

/** Each outcome in a word and as a sign, the one to look at first before the others. */
export const outcomeTexts = {
  error: { label: 'error', sign: '✖' },
  failed: { label: 'failed', sign: '✖' },
  unsure: { label: 'no verdict', sign: '?' },
  passed: { label: 'passed', sign: '✔' },
} as const satisfies Record<CheckOutcome, { label: string; sign: string }>;

const outcomes = Object.keys(outcomeTexts) as CheckOutcome[];

/** `1 failed, 2 no verdict, 9 passed`. */
export function countOutcomes(checks: readonly Check[]): string {
  const counts = outcomes.map((outcome) => ({
    outcome,
    n: checks.filter((check) => check.outcome === outcome).length,
  }));
  const told = counts.filter(({ n }) => n > 0).map(({ outcome, n }) => `${n} ${outcomeTexts[outcome].label}`);
  return told.length > 0 ? told.join(', ') : 'nothing was checked';
}

/** The outcome of all of them together: the worst of each. */
export function worstOutcome(checks: readonly Pick<Check, 'outcome'>[]): CheckOutcome {
  return outcomes.find((outcome) => checks.some((check) => check.outcome === outcome)) ?? 'passed';
}

/** Titles of all columns, each once, in the order in which they first come. */
export function titlesOf(checks: readonly Check[]): string[] {
  return [...new Set(checks.flatMap(({ figures }) => Object.keys(figures)))];
}
