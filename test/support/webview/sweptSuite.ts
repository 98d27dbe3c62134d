import type { CompletionResults } from '../../../src/protocol/completionMessages';
import { suiteRunOf } from '../../../src/ui/suiteRuns';
import { buildResults } from '../../../src/ui/views/resultsModel';
import { drawCompletionRun, type SampleDrawing } from '../completionDsl';

/** Times of the models in ms when nothing else is asked of them. */
const models = { fast: 100, slow: 260 };

/**
 * The results of a suite of two cases and two models at three levels of concurrency, a fourth of which was left out. Each
 * request takes another time, in no order; from 4 in flight on the models have no more to give.
 */
export function drawSweptResults(): CompletionResults {
  const samples: SampleDrawing[] = [];
  let start = 0;
  for (const concurrency of [1, 2, 4]) {
    for (const [target, base] of Object.entries(models)) {
      for (let index = 0; index < 80; index++) {
        const ttft = base * (concurrency > 2 ? 2 : 1) + ((index * 7) % 20) * 4;
        samples.push({
          target,
          concurrency,
          of: index % 2 === 0 ? 'c1' : 'c2',
          at: start,
          ttft,
          total: ttft * 2,
          lead: 3,
          tokens: 20,
        });
        start += (ttft * 2) / concurrency;
      }
    }
  }
  const suite = suiteRunOf(drawCompletionRun({ budget: { ttft: 400, total: 600 }, samples }));
  if (!suite) throw new Error('The drawn run is none of a suite');
  const { completion } = suite;
  const levels = [
    ...completion.levels,
    { concurrency: 8, stoppedBecause: 'fewer than half of the requests kept the budget at 4.' },
  ];
  const cases = completion.cases.map((of) => ({
    ...of,
    name: of.id === 'c1' ? 'closes a bracket' : 'fills a loop',
    ...(of.id === 'c1' && { cursor: { file: '/work/parse.ts', line: 12, column: 7 } }),
  }));
  return buildResults({ ...suite, completion: { ...completion, cases, levels } }, [suite.run]);
}
