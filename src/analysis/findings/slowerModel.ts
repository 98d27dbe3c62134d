import { formatDuration, formatNumberOf, formatPercent } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import { computeMetric } from '../../metrics/callMetrics';
import { modelOf } from '../../metrics/callTimes';
import { median } from '../../metrics/percentile';
import { type Call, lastAttempt } from '../../model/call';
import type { Run } from '../../model/run';
import type { RunAnalysis } from '../analyseRun';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';
import { isEmbedding } from './promptFacts';

/** Two runs of the same model differ by so much without anybody's doing. */
const LEAST_GAIN = 0.2;
/** From so many equal prompts on it is no chance that one model is faster. */
const SURE_PROMPTS = 3;

/** Models that took longer for prompts that another one answered in an earlier run. */
export const slowerModel: Detector = (analysis, { history = [] }) => {
  if (history.length === 0) return [];
  const known = new Map(
    [...groupBy(history.flatMap(answersOf), ({ prompt }) => prompt)].map(([prompt, answers]) => [
      prompt,
      summarise(answers),
    ]),
  );
  const matches = answersOf(analysis.run).flatMap((own) =>
    (known.get(own.prompt) ?? []).flatMap((other) => (other.model === own.model ? [] : [{ own, ...other }])),
  );
  const byPair = groupBy(matches, ({ own, model }) => `${own.model} ${model}`);
  const suspicions = [...byPair.values()].flatMap((same) => suspect(analysis, same));
  return keepBest(suspicions);
};

interface Answer {
  readonly call: Call;
  readonly prompt: string;
  readonly model: string;
  readonly time: Milliseconds;
}

const answersOf: (run: Run) => readonly Answer[] = memoiseByIdentity((run) =>
  run.calls.flatMap((call) => {
    const attempt = lastAttempt(call);
    const { prompt } = attempt.request;
    const [model, time] = [modelOf(attempt), computeMetric(call, 'e2e').value];
    if (!prompt || prompt.length === 0 || model === undefined || time === undefined || isEmbedding(call))
      return [];
    return [{ call, prompt: prompt.map(({ digest }) => digest).join(' '), model, time }];
  }),
);

/** How a model answered a prompt in earlier runs. */
interface Earlier {
  readonly model: string;
  /** The median. */
  readonly time: Milliseconds;
}

/** By model. */
function summarise(answers: readonly Answer[]): Earlier[] {
  const byModel = groupBy(answers, ({ model }) => model);
  return [...byModel].map(([model, same]) => ({ model, time: median(same.map(({ time }) => time)) }));
}

interface Match extends Earlier {
  readonly own: Answer;
}

interface Found {
  readonly gain: Milliseconds;
  readonly suspicion: Suspicion;
}

function suspect(analysis: RunAnalysis, matches: readonly Match[]): Found[] {
  const took = matches.reduce((sum, { own }) => sum + own.time, 0);
  const other = matches.reduce((sum, { time }) => sum + time, 0);
  const [first] = matches;
  const gain = took - other;
  if (!first || gain < LEAST_GAIN * took || gain < leastNoticed(analysis)) return [];
  const calls = matches.map(({ own }) => own.call);
  const ids = calls.map(({ id }) => id);
  const prompts = formatNumberOf(new Set(matches.map(({ own }) => own.prompt)).size, 'prompt');
  const suspicion: Suspicion = {
    detector: 'slowerModel',
    title: `${first.model} answered the same ${prompts} ${formatPercent(gain / took)} faster`,
    explanation:
      `In earlier runs ${first.model} had answered the same ${prompts} in ${formatDuration(other)}; ${first.own.model} took ` +
      `${formatDuration(took)} in this one. Whether its answers are as good, and as long, is not known here.`,
    advice: `Try ${first.model} for this step, and compare the answers. A fast model for simple steps and a strong one for the hard ones is often the best of both.`,
    certainty: new Set(matches.map(({ own }) => own.prompt)).size >= SURE_PROMPTS ? 'likely' : 'possible',
    activities: ids,
    places: placesOfCalls(calls),
    evidence: [
      { label: first.own.model, value: formatDuration(took) },
      { label: first.model, value: formatDuration(other) },
      { label: 'Equal prompts', value: prompts },
    ],
    changes: [{ kind: 'scale', activities: ids, factor: other / took }],
  };
  return [{ gain, suspicion }];
}

/** Of several faster models for the same calls, the fastest. */
function keepBest(found: readonly Found[]): Suspicion[] {
  const byCall = groupBy(found, ({ suspicion }) => suspicion.activities[0]);
  return [...byCall.values()].map(
    (same) => same.reduce((best, one) => (one.gain > best.gain ? one : best)).suspicion,
  );
}
