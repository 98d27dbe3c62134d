import { usageError } from '../commandError';
import {
  type CheckOptions,
  checkOptions,
  formatOptions,
  parseOptions,
  type ReportFormat,
  readFormat,
} from '../parseOptions';

/** Suites to be run. */
export interface CompleteLine {
  readonly kind: 'complete';
  /** Paths, at least one. */
  readonly suites: readonly string[];
  /** Names or patterns; all when there are none. */
  readonly cases: readonly string[];
  readonly targets: readonly string[];
  /** In place of the suite's own. */
  readonly repeats?: number;
  readonly concurrency?: number;
  readonly sweep: boolean;
  readonly format: ReportFormat;
  /** Paths of files to be written, or read. */
  readonly out?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly checks: CheckOptions;
}

/** @throws CommandError when the arguments make no sense */
export function parseComplete(args: readonly string[]): CompleteLine {
  const { values, positionals } = parseOptions({
    args: [...args],
    options: {
      case: { type: 'string', multiple: true, default: [] as string[] },
      target: { type: 'string', multiple: true, default: [] as string[] },
      repeats: { type: 'string' },
      concurrency: { type: 'string' },
      sweep: { type: 'boolean', default: false },
      out: { type: 'string', short: 'o' },
      baseline: { type: 'string' },
      'write-baseline': { type: 'string' },
      ...formatOptions,
      ...checkOptions,
    },
    allowPositionals: true,
  });
  if (positionals.length === 0) {
    throw usageError('`complete` needs a suite: latency-lens complete suite.completions.json');
  }
  if (values.out !== undefined && positionals.length > 1) {
    throw usageError('--out takes the trace of one suite: run the suites one by one.');
  }
  const concurrency = readCount('--concurrency', values.concurrency);
  if (values.sweep && concurrency !== undefined) {
    throw usageError('--sweep runs the levels that the suite names: leave --concurrency out.');
  }
  const { ci, junit, summary } = values;
  return {
    kind: 'complete',
    suites: positionals,
    cases: values.case,
    targets: values.target,
    repeats: readCount('--repeats', values.repeats),
    concurrency,
    sweep: values.sweep,
    format: readFormat(values),
    out: values.out,
    baseline: values.baseline,
    writeBaseline: values['write-baseline'],
    checks: { ci, junit, summary },
  };
}

function readCount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw usageError(`${option} is a whole number from 1 on, not \`${text}\`.`);
  }
  return count;
}
