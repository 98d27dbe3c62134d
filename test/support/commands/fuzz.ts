// Puts broken responses through every decoder, then endless ones: npm run fuzz -- [--runs 1000000] [--seed n]
// What fails is told with all that brings it back: npm run fuzz -- --seed n --path p
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HumanError } from '../../../src/base/humanError';
import {
  checkDecoders,
  describeInput,
  type Failure,
  saveInput,
} from '../../unit/decode/properties/checkDecoders';
import { pourFloods } from '../../unit/decode/properties/pourFloods';
import { readSubjects } from '../../unit/decode/properties/subject';
import { fuzzInParallel } from '../fuzz/fuzzInParallel';
import { projectRoot } from '../projectRoot';
import { runMain } from './runMain';

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { runs: { ...text, default: '1000000' }, seed: text, path: text, megabytes: text },
  });
  const seed = Number(values.seed ?? Math.floor(Date.now() % 1e9));
  const failure = values.path
    ? checkDecoders(readSubjects(), { seed, runs: 1, path: values.path })
    : await fuzz(seed, Number(values.runs));
  if (failure) throw new HumanError(describeFailure(failure), `npm run fuzz -- --seed ${failure.seed}`);
  if (!values.path) flood(Number(values.megabytes ?? 100));
}

async function fuzz(seed: number, runs: number): Promise<Failure | undefined> {
  const workers = availableParallelism();
  console.log(`${runs} broken responses from seed ${seed} on, by ${workers} workers`);
  const startedAt = performance.now();
  const { failure, done } = await fuzzInParallel({ seed, runs, workers });
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`${done} inputs in ${seconds.toFixed(0)} s, ${(done / seconds).toFixed(0)} a second`);
  return failure;
}

function describeFailure({ seed, path, input, cause }: Failure): string {
  const folder = join(projectRoot, 'out', 'fuzz');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${seed}.bin`);
  saveInput(file, input);
  return `seed ${seed}${path ? `, path ${path}` : ''}: ${cause}\n\n${describeInput(input)}\nThe body is in ${file}`;
}

function flood(megabytes: number): void {
  console.log(`${megabytes} MB of each endless body`);
  const { floods, trouble, maxRssMegabytes } = pourFloods(megabytes);
  if (trouble) throw new HumanError(`${floods.at(-1)}: ${trouble}`, 'Look into the framing of that body.');
  console.log(`${floods.length} endless bodies in at most ${maxRssMegabytes.toFixed(0)} MB`);
}

runMain(main);
