import { chooseSite } from '../../../src/attribution/chooseSite';
import { SourceMapper } from '../../../src/attribution/sourceMapper';
import type { WorkKind } from '../../../src/protocol/probeRecords';
import type { Spool, SpooledThread } from './spool';

/** A piece of other work as the probe wrote it down. */
export interface SpooledWork {
  readonly kind: WorkKind;
  readonly name: string;
  /** Monotonic ms. */
  readonly from: number;
  /** Undefined when no end was written. */
  readonly ms?: number;
  /** How it ended, with its code: `done 200`. */
  readonly end?: string;
  readonly busy?: number;
  readonly cpu?: number;
  /** Where the host places it: `<file>:<line>:<column> <confidence>`; undefined without frames. */
  readonly place?: string;
}

/** Other work of a run, or of one of its threads, in the order it began. */
export async function workIn(
  { threads }: Pick<Spool, 'threads'>,
  isWanted: (thread: SpooledThread) => boolean = () => true,
): Promise<SpooledWork[]> {
  const found = threads.filter(isWanted).flatMap(({ records }) =>
    records.flatMap(async (begin): Promise<SpooledWork[]> => {
      if (begin.k !== 'work') return [];
      const own = records.filter((record) => 'id' in record && record.id === begin.id);
      const end = own.find((record) => record.k === 'workEnd');
      const frames = own.find((record) => record.k === 'frames')?.frames;
      return [
        {
          kind: begin.kind,
          name: begin.name,
          from: begin.t,
          ...(end && {
            ms: end.t - begin.t,
            end: [end.how, end.code].filter(Boolean).join(' '),
            busy: end.busy,
            cpu: end.cpu,
          }),
          ...(frames && { place: await placeOf(frames) }),
        },
      ];
    }),
  );
  return (await Promise.all(found)).flat().sort((a, b) => a.from - b.from);
}

const mapper = new SourceMapper();

async function placeOf(frames: Parameters<typeof chooseSite>[0]): Promise<string> {
  const { site, confidence } = await chooseSite(frames, mapper);
  return site ? `${site.file}:${site.line}:${site.column} ${confidence}` : 'nowhere';
}
