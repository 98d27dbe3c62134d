import type { RunId } from '../../../src/base/units';
import { RunBuilder } from '../../../src/ingest/runBuilder';
import type { Attempt } from '../../../src/model/attempt';
import type { Run } from '../../../src/model/run';
import type { Spool } from './spool';

/** What the host makes of a spool, all in one go. */
export function buildRun(spool: Spool): Run {
  const builder = new RunBuilder({
    id: 'run' as RunId,
    origin: { kind: 'record', title: 'test' },
    startedAtEpoch: spool.threads[0]?.hello.epoch ?? 0,
  });
  for (const [index, { records }] of spool.threads.entries()) {
    builder.accept({ file: `${index}.spool.jsonl`, records });
  }
  builder.markAllGone();
  return builder.build({ now: builder.lastSign, ended: true, pauses: [], problems: [] });
}

/** The attempts of a spool in the order they started. */
export function buildAttempts(spool: Spool): Attempt[] {
  return buildRun(spool).calls.flatMap(({ attempts }) => attempts);
}
