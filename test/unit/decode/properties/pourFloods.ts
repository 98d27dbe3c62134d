import { spawnSync } from 'node:child_process';
import { compiledTest } from '../../../support/suites/suite';

/** Heap that decoders get: room for one message of the greatest size that is read, in all the forms that it takes. */
const heapMegabytes = 96;

export interface Poured {
  /** What the process said before it ended. */
  readonly floods: readonly string[];
  /** Undefined when all were survived. */
  readonly trouble: string | undefined;
  readonly maxRssMegabytes: number;
}

/** Pours endless bodies over the decoders in a process that breaks when they keep them. */
export function pourFloods(megabytes: number, needle = ''): Poured {
  const file = compiledTest('unit', 'decode', 'properties', 'floodProcess.js');
  const args = [
    `--max-old-space-size=${heapMegabytes}`,
    '--enable-source-maps',
    file,
    `${megabytes}`,
    needle,
  ];
  const { stdout, stderr, status, signal } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const lines = stdout.trim().split('\n');
  if (status !== 0)
    return { floods: lines, trouble: `${status ?? signal}: ${stderr.slice(0, 2000)}`, maxRssMegabytes: NaN };
  const { maxRssKb } = JSON.parse(lines.pop() ?? '{}') as { maxRssKb: number };
  return { floods: lines, trouble: undefined, maxRssMegabytes: maxRssKb / 1024 };
}
