import type { LevelSummary } from '../../../../src/completion/results/completionSummary';
import { summariseCompletion } from '../../../../src/completion/results/summariseCompletion';
import { firstAttempt } from '../../../../src/model/call';
import { makeSuite, recordSuite } from '../../../support/recordSuite';
import { makeTemporaryFolder } from '../../../support/temporaryFolder';
import type { LevelFigures, LevelWindow } from './logFigures';

/** A level as the product tells of it, with the time in which its requests began. */
export interface SweptLevel extends LevelFigures {
  readonly concurrency: number;
  readonly isKnee: boolean;
  readonly window: LevelWindow;
}

/** Sweeps a server with the real runner. */
export async function measureSweep(
  baseUrl: string,
  levels: readonly number[],
  requests: number,
): Promise<SweptLevel[]> {
  const folder = await makeTemporaryFolder();
  try {
    const suite = await makeSuite(folder.path, {
      targets: [{ api: 'chat', baseUrl }],
      warmUp: 4,
      sweep: { concurrency: levels, requests, minGoodput: 0, maxErrors: 1 },
    });
    const { run, failure } = await recordSuite(suite, { sweep: true });
    if (failure) throw failure;
    const summary = summariseCompletion(run);
    return (summary?.levels ?? []).map((level) => describeLevel(level, run.startedAtEpoch));
  } finally {
    folder.remove();
  }
}

function describeLevel(level: LevelSummary, epoch: number): SweptLevel {
  const { figures, concurrency, isKnee, requestsPerSecond, tokensPerSecond } = level;
  const median = (figure: 'ttft' | 'tpot' | 'total') => figures[figure]?.percentiles[0]?.value ?? Number.NaN;
  const starts = level.samples.flatMap(({ call }) => (call ? firstAttempt(call).timing.start : []));
  return {
    concurrency,
    isKnee,
    ttft: median('ttft'),
    tpot: median('tpot'),
    latency: median('total'),
    requestsPerSecond,
    tokensPerSecond,
    // A request reaches the server a moment after it began.
    window: { from: epoch + Math.min(...starts), to: epoch + Math.max(...starts) + 30 },
  };
}
