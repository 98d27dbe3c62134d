import { formatDuration, formatNumberOf } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import { partitionPoint } from '../../base/partitionPoint';
import type { Milliseconds } from '../../base/units';
import { lastAttempt } from '../../model/call';
import type { ActivityId, CallActivity } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import { callsByLine } from './callsOf';
import type { Detector } from './detector';
import type { Certainty, Suspicion } from './finding';
import { type Branch, findSeries, type Series } from './findSeries';
import { placesInLoop } from './loopPlace';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';
import { isEmbedding } from './promptFacts';
import { withRounds } from './withRounds';

/** From so many rounds on a loop is no chance. */
const LEAST_ROUNDS = 3;

/** Calls, and what comes out of them, that a program makes one after the other although none needs another one. */
export const serialCalls: Detector = (analysis) => {
  const { graph } = analysis;
  const series = withRounds(graph, findSeries(graph)).filter(
    (one) => !isOneRequest(one) && !isBesideItself(one, analysis),
  );
  return [...groupBy(series, nameSeries).values()].flatMap((same) => suspect(analysis, same));
};

function nameSeries({ isLoop, branches }: Series): string {
  const lines = branches.map(({ head }) => head.call.attribution.site?.id);
  return isLoop ? `loop ${lines[0]}` : lines.join(' ');
}

/** The very same request again is another matter. */
function isOneRequest({ branches }: Series): boolean {
  const bodies = branches.map(({ head }) => lastAttempt(head.call).request.bodyHash);
  return bodies[0] !== undefined && new Set(bodies).size === 1;
}

/** Where calls of the same line do go side by side meanwhile, their number is limited on purpose. */
function isBesideItself({ isLoop, branches }: Series, { activities }: RunAnalysis): boolean {
  if (!isLoop) return false;
  const [start, end] = [branches[0]?.head.start ?? 0, branches.at(-1)?.end ?? 0];
  const line = callsByLine(activities).get(branches[0]?.head.call.attribution.site?.id) ?? [];
  const first = partitionPoint(line, (one) => one.start >= start);
  let last = line[first - 1]?.end ?? Number.NEGATIVE_INFINITY;
  for (let index = first; index < line.length; index++) {
    const one = line[index] as CallActivity;
    if (one.start > end) break;
    if (one.start < last) return true;
    last = Math.max(last, one.end);
  }
  return false;
}

function suspect(analysis: RunAnalysis, series: readonly Series[]): Suspicion[] {
  const saved = series.reduce((sum, one) => sum + savedBy(one), 0);
  if (saved < leastNoticed(analysis)) return [];
  const branches = series.flatMap((one) => one.branches);
  const heads = branches.map(({ head }) => head);
  const { isLoop } = series[0] as Series;
  const took = branches.reduce((sum, branch) => sum + lengthOf(branch), 0);
  const areEmbeddings = heads.every(({ call }) => isEmbedding(call));
  const what = formatNumberOf(heads.length, hasTails(branches) ? 'chain' : 'call');
  return [
    {
      detector: 'serialCalls',
      title: `${what} one after the other that need nothing of each other: ${formatDuration(took)}`,
      explanation:
        `${what}${hasTails(branches) ? ' of calls' : ''} ${isLoop ? 'of one line were' : 'were'} made one after the other, ${formatDuration(took)} in all. ` +
        'No request goes on from an earlier one’s conversation, brings results of its tools or holds words of its answer. ' +
        'Whether the program made something else out of an answer, or decided by it, can’t be seen.',
      advice: areEmbeddings
        ? 'Send all texts in one request: embedding APIs take a list as `input`.'
        : `Start them together and wait for all: \`await Promise.all(${isLoop ? 'items.map((item) => …)' : '[…, …]'})\`${heads.length > 5 ? ', a few at a time (`p-limit`) if the provider’s limits are near' : ''}.`,
      certainty: certaintyOf(series),
      activities: branches.flatMap(idsOf),
      places: placesOf(isLoop, heads),
      evidence: [
        { label: 'One after the other', value: formatDuration(took) },
        { label: 'The longest alone', value: formatDuration(longestOf(branches)) },
        { label: 'Words of earlier answers in later prompts', value: 'none' },
      ],
      changes: series.map((one) => ({
        kind: 'fanOut',
        branches: one.branches.map(idsOf),
      })),
    },
  ];
}

function certaintyOf(series: readonly Series[]): Certainty {
  return series.some(({ isLoop, hasWork, branches }) => isLoop && !hasWork && branches.length >= LEAST_ROUNDS)
    ? 'likely'
    : 'possible';
}

function placesOf(isLoop: boolean, heads: readonly CallActivity[]): Suspicion['places'] {
  if (!isLoop) return placesOfCalls(heads.map(({ call }) => call));
  // The first round may have begun on the stack that the loop was entered on.
  return placesInLoop(heads.at(-1)?.call.attribution, heads.at(-2)?.call.attribution);
}

function savedBy({ branches }: Series): Milliseconds {
  return branches.reduce((sum, branch) => sum + lengthOf(branch), 0) - longestOf(branches);
}

function longestOf(branches: readonly Branch[]): Milliseconds {
  return branches.reduce((longest, branch) => Math.max(longest, lengthOf(branch)), 0);
}

function idsOf({ activities }: Branch): ActivityId[] {
  return activities.map(({ id }) => id);
}

function lengthOf({ head, end }: Branch): Milliseconds {
  return end - head.start;
}

function hasTails(branches: readonly Branch[]): boolean {
  return branches.some(({ activities }) => activities.length > 1);
}
