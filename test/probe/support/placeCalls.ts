import { SiteFinder } from '../../../src/attribution/siteFinder';
import type { EpochMilliseconds, RunId } from '../../../src/base/units';
import { RunBuilder } from '../../../src/ingest/runBuilder';
import type { Call } from '../../../src/model/call';
import { SPOOL_FILE_SUFFIX } from '../../../src/protocol/probeRecords';
import { claimedMark } from './markers';
import type { Spool } from './spool';

/** A call as the host has it when the run is over, with the mark it says it was made at. */
export interface PlacedCall {
  readonly mark: string | undefined;
  readonly place: string;
  readonly confidence: Call['attribution']['confidence'];
}

/** Places what was written as the host does with a whole run: what one call shows can put another one in doubt. */
export async function placeCalls({ threads, exchanges }: Spool): Promise<readonly PlacedCall[]> {
  const builder = new RunBuilder({
    id: 'run' as RunId,
    origin: { kind: 'imported', title: 'test', folder: '/' },
    startedAtEpoch: 0 as EpochMilliseconds,
  });
  const finder = new SiteFinder();
  for (const { records } of threads) {
    const file = `${records.find((record) => record.k === 'req')?.id ?? 'none'}${SPOOL_FILE_SUFFIX}`;
    for (const { id, frames } of builder.accept({ file, records })) {
      builder.setAttribution(id, await finder.find(frames));
    }
  }
  const marks = new Map(exchanges.map((exchange) => [exchange.request.id, claimedMark(exchange)]));
  const { calls } = builder.build({ now: 0, ended: true, pauses: [], problems: [] });
  return calls.map(({ id, attribution: { site, confidence } }) => ({
    mark: [...marks].find(([known]) => id.endsWith(known))?.[1],
    place: site ? `${site.file}:${site.line}:${site.column}` : 'nowhere',
    confidence,
  }));
}
