import { readFile, writeFile } from 'node:fs/promises';
import { CommandError } from '../commandError';
import { BASELINE_VERSION, type Baseline, isBaseline } from './baseline';

/**
 * Reads a baseline.
 * @throws CommandError when it can't be read, or is none
 */
export async function readBaseline(path: string): Promise<Baseline> {
  const value = parse(await read(path), path);
  const { version } = (value ?? {}) as { version?: unknown };
  if (typeof version === 'number' && version > BASELINE_VERSION) {
    throw new CommandError(`${path} was written by a newer Latency Lens.`, 'Update Latency Lens.', 2);
  }
  if (isBaseline(value)) return value;
  throw new CommandError(`${path} is no baseline.`, ADVICE, 2);
}

const ADVICE = 'Write one with `latency-lens complete <suite> --write-baseline <file>`.';

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new CommandError(`The baseline can't be read: ${(cause as Error).message}.`, ADVICE, 2, { cause });
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CommandError(`${path} is no JSON: ${(cause as Error).message}.`, ADVICE, 2, { cause });
  }
}

/** Writes a baseline, a group a line, so that changes of it can be read. */
export async function writeBaseline(path: string, { groups, ...head }: Baseline): Promise<void> {
  const lines = groups.map((group) => `    ${JSON.stringify(group)}`).join(',\n');
  const facts = JSON.stringify(head, undefined, 2).slice(0, -2);
  await writeFile(path, `${facts},\n  "groups": [\n${lines}\n  ]\n}\n`);
}
