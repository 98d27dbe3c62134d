import type { MeasuredSample } from '../completion/results/completionSummary';
import { type LedgerPart, ledgerParts, type ResultLedger } from '../protocol/completionMessages';

/** With fewer requests, a tenth of them or the half in their middle is too few to tell of. */
const FEWEST_TO_PART = 20;

type Cut = Readonly<Record<LedgerPart, number>>;

/**
 * Where the time between the last keystroke and the whole text went, as means over some requests: the half in the middle
 * and the slowest tenth, or all while they are few. Requests of which a part could not be measured are left out.
 */
export function buildLedgers(samples: readonly MeasuredSample[]): readonly ResultLedger[] {
  const cuts = samples.flatMap((sample) => cutSample(sample) ?? []).sort((a, b) => totalOf(a) - totalOf(b));
  if (cuts.length === 0) return [];
  if (cuts.length < FEWEST_TO_PART) return [average('all', cuts)];
  const quarter = Math.floor(cuts.length / 4);
  const slowest = Math.ceil(cuts.length / 10);
  return [
    average('middle', cuts.slice(quarter, cuts.length - quarter)),
    average('slowest', cuts.slice(-slowest)),
  ];
}

/** The parts of one request; undefined where one of them could not be measured. They add up to its keystroke time. */
function cutSample({ sample, ttft, total, keystroke }: MeasuredSample): Cut | undefined {
  if (ttft === undefined || total === undefined || keystroke === undefined) return undefined;
  const { moments } = sample;
  const debounce = moments.debounced - moments.keystroke;
  const context = moments.gathered - moments.debounced;
  return {
    debounce,
    context,
    dispatch: Math.max(keystroke - total - debounce - context, 0),
    ttft,
    streaming: Math.max(total - ttft, 0),
  };
}

function average(of: ResultLedger['of'], cuts: readonly Cut[]): ResultLedger {
  const mean = (part: LedgerPart) => cuts.reduce((sum, cut) => sum + cut[part], 0) / cuts.length;
  const parts = Object.fromEntries(ledgerParts.map((part) => [part, mean(part)]));
  return { of, n: cuts.length, parts: parts as Cut };
}

function totalOf(cut: Cut): number {
  return ledgerParts.reduce((sum, part) => sum + cut[part], 0);
}
