import { matchPath } from '../../analysis/matchPath';
import { buildRunSummary } from '../../analysis/runSummary';
import { formatCount, formatDuration, formatRate } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import type { Call } from '../../model/call';
import type { Run } from '../../model/run';
import type { Check } from '../checks/check';
import { hasFailed } from './hasFailed';
import { judgeLimitOfCalls } from './judgeLimitOfCalls';
import type { CallRule, ProgramBudget } from './programBudget';

const DEFAULT_CONFIDENCE = 95;

/**
 * Holds a recorded run against its budget: a check for every limit.
 * @param run with its calls at the lines that the person wants them at
 * @param now end of calls in flight, ms on the run's clock
 */
export function buildBudgetChecks(run: Run, budget: ProgramBudget, now: Milliseconds): Check[] {
  const { confidence = DEFAULT_CONFIDENCE, calls = [] } = budget;
  const head = {
    group: `budget of ${run.origin.title}`,
    details: [],
    startedAtEpoch: run.startedAtEpoch,
  };
  const ofRun = checkRun(run, budget, now);
  const ofCalls = calls.flatMap((rule) => checkCalls(run, rule, confidence / 100, now));
  return [...ofRun, ...ofCalls].map((facts) => ({ ...head, ...facts }));
}

type Facts = Omit<Check, 'group' | 'details' | 'startedAtEpoch'> & Partial<Pick<Check, 'details'>>;

function checkRun(run: Run, { run: limits = {} }: ProgramBudget, now: Milliseconds): Facts[] {
  const { wall } = buildRunSummary(run, now);
  const whole = { what: 'the run', time: wall };
  return [
    ...checkAmount('time', wall, limits.wall, { ...whole, format: formatDuration }),
    ...checkAmount('calls', run.calls.length, limits.calls, whole),
    ...checkTrouble(run.calls, limits, whole),
  ];
}

function checkCalls(run: Run, rule: CallRule, confidence: number, now: Milliseconds): Facts[] {
  const calls = run.calls.filter((call) => isMeant(call, rule.at, run.origin.folder ?? ''));
  const site = rule.at === undefined ? undefined : calls[0]?.attribution.site;
  const place = site && { file: site.file, line: site.line };
  const time = calls.reduce((sum, call) => {
    const { start, end } = callInterval(call, now);
    return sum + end - start;
  }, 0);
  const what = rule.name ?? (rule.at === undefined ? 'all calls' : `calls at ${rule.at}`);
  const facts = { what, time, place };
  const { ttft, total, felt, tokensPerSecond } = rule;
  const limits = Object.entries({ ttft, total, felt, tokensPerSecond }) as [
    keyof typeof limitTexts,
    number | undefined,
  ][];
  return [
    ...limits.flatMap(([figure, limit]) => {
      if (limit === undefined) return [];
      const percentile = rule.percentile === undefined ? undefined : rule.percentile / 100;
      const { label, sign, format } = limitTexts[figure];
      const judged = judgeLimitOfCalls(calls, { figure, limit, percentile, confidence, label, format });
      return [{ name: `${what}: ${label} ${sign} ${format(limit)}`, place, time, ...judged }];
    }),
    ...checkTrouble(calls, rule, facts),
  ];
}

const limitTexts = {
  ttft: { label: 'TTFT', sign: '≤', format: formatDuration },
  total: { label: 'total', sign: '≤', format: formatDuration },
  felt: { label: 'total as felt', sign: '≤', format: formatDuration },
  tokensPerSecond: { label: 'tokens per second', sign: '≥', format: (rate: number) => formatRate(rate) },
} as const;

/** `src/agent.ts:42` means a line, `src/**` all lines of files. */
function isMeant({ attribution: { site } }: Call, at: string | undefined, folder: string): boolean {
  if (at === undefined) return true;
  if (!site) return false;
  const [, glob = at, line] = /^(.*?)(?::(\d+))?$/.exec(at) ?? [];
  return matchPath(site.file, glob, folder) && (line === undefined || site.line === Number(line));
}

interface Counted {
  readonly what: string;
  readonly time: Milliseconds;
  readonly place?: Check['place'];
}

function checkTrouble(
  calls: readonly Call[],
  { retries, errors }: Pick<CallRule, 'retries' | 'errors'>,
  counted: Counted,
): Facts[] {
  const tries = calls.reduce((sum, { attempts }) => sum + attempts.length - 1, 0);
  return [
    ...checkAmount('retries', tries, retries, counted),
    ...checkAmount('failed calls', calls.filter(hasFailed).length, errors, counted),
  ];
}

function checkAmount(
  label: string,
  amount: number,
  limit: number | undefined,
  { what, format = formatCount, ...facts }: Counted & { readonly format?: (amount: number) => string },
): Facts[] {
  if (limit === undefined) return [];
  const isKept = amount <= limit;
  return [
    {
      ...facts,
      name: `${what}: ${label} ≤ ${format(limit)}`,
      outcome: isKept ? 'passed' : 'failed',
      message: isKept ? '' : `${format(amount)} is more than ${format(limit)}.`,
      figures: { measured: format(amount) },
    },
  ];
}
