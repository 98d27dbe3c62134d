import { rmSync } from 'node:fs';
import type { ChunkServer } from '../../bench/support/probe/startChunkServer';
import { loadEvents, type MidStreamOptions, type MidStreamRun, runMidStream } from './midStream';

/** Smaller than what the probe has to write of half the load. */
const diskKb = 256;

/** Runs shell code in a namespace of its own, in which a disk may be mounted by anybody. */
const alone = (code: string) => `exec unshare --user --map-root-user --mount sh -c '${code}' "$0" "$@"`;

/** What may be wrong with the folder that the probe writes into. */
const troubles: Readonly<Record<string, Omit<MidStreamOptions, 'probe'>>> = {
  // What is on the disk is gone with the namespace, so it is put where it is looked for.
  'full disk': {
    shell: alone(
      `disk="$SPOOL"-disk; mkdir "$disk" && mount -t tmpfs -o size=${diskKb}k disk "$SPOOL" || exit 99
       "$0" "$@"; code=$?; cp "$SPOOL"/* "$disk"; umount "$SPOOL"; cp "$disk"/* "$SPOOL"; exit $code`,
    ),
  },
  'read-only folder': { shell: alone('mount -t tmpfs -o ro disk "$SPOOL" || exit 99; exec "$0" "$@"') },
  'deleted folder': { onMiddle: (_, spoolFolder) => rmSync(spoolFolder, { recursive: true }) },
};

/** How a program ran in one trouble. */
export interface TroubleOutcome {
  readonly trouble: string;
  /** Whether it read all, and ended and printed as it does without the probe. */
  readonly isAsWithout: boolean;
  /** Events that can be read of the spool afterwards. */
  readonly spooled: number;
}

/** Runs a program with a spool folder that can't be written, from the start or at some time, beside one without. */
export async function measureTroubles(server: ChunkServer): Promise<TroubleOutcome[]> {
  const outcomes: TroubleOutcome[] = [];
  for (const [trouble, options] of Object.entries(troubles)) {
    const [without, withProbe] = [
      // Nothing is in the folder that could be copied.
      await runMidStream(server, { probe: false }),
      await runMidStream(server, { ...options, probe: true }),
    ];
    const spooled = withProbe.spool.streams.reduce((sum, { events }) => sum + events, 0);
    outcomes.push({ trouble, isAsWithout: describe(without) === describe(withProbe), spooled });
  }
  return outcomes;
}

function describe({ exitCode, stderr, told }: MidStreamRun): string {
  const events = [...told.values()].reduce((sum, count) => sum + count, 0);
  return JSON.stringify({ exitCode, stderr, isWhole: events === loadEvents });
}
