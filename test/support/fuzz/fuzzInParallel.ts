import { Worker } from 'node:worker_threads';
import { type Failure, inputAt } from '../../unit/decode/properties/checkDecoders';
import { readSubjects } from '../../unit/decode/properties/subject';
import { compiledTest } from '../suites/suite';

/** Inputs of one seed; the next batch has the next seed, so that any of them comes back quickly. */
export const batchSize = 5000;

/** A decoder that works on one input for so long hangs. Machines may be busy with other things for a part of it. */
const hangSeconds = 120;

export interface FuzzRun {
  readonly seed: number;
  readonly runs: number;
  readonly workers: number;
}

/** What a worker is given. `place` holds what it is at: the seed of its batch, and the input's place in it. */
export interface FuzzTask {
  readonly firstSeed: number;
  readonly lastSeed: number;
  readonly step: number;
  readonly place: SharedArrayBuffer;
}

/** What a worker says: that a batch is through, or what it failed on. */
export type FuzzMessage = { readonly done: number } | { readonly failure: Failure };

interface FuzzResult {
  readonly done: number;
  readonly failure: Failure | undefined;
}

/** Shares the seeds out to workers, until all are through or one of them fails or hangs. */
export async function fuzzInParallel({ seed, runs, workers }: FuzzRun): Promise<FuzzResult> {
  const lastSeed = seed + Math.ceil(runs / batchSize) - 1;
  let done = 0;
  const count = (inputs: number) => {
    done += inputs;
    if (done % (20 * batchSize) === 0) console.log(`${done} inputs`);
  };
  const running = Array.from({ length: workers }, (_, index) =>
    startWorker({ firstSeed: seed + index, lastSeed, step: workers }, count),
  );
  const whole = Promise.all(running.map(({ ended }) => ended)).then(() => undefined);
  const failure = await Promise.race([whole, ...running.map(({ failed }) => failed)]);
  for (const { worker } of running) void worker.terminate();
  return { done, failure };
}

function startWorker(task: Omit<FuzzTask, 'place'>, count: (inputs: number) => void) {
  const place = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  const workerData: FuzzTask = { ...task, place };
  const worker = new Worker(compiledTest('support', 'fuzz', 'fuzzWorker.js'), { workerData });
  const failed = new Promise<Failure>((settle, reject) => {
    worker.on('error', reject);
    worker.on('message', (message: FuzzMessage) => {
      if ('failure' in message) settle(message.failure);
      else count(message.done);
    });
    watch(worker, new Int32Array(place), settle);
  });
  const ended = new Promise<void>((settle) => worker.once('exit', () => settle()));
  return { worker, failed, ended };
}

/** Nothing can be asked of a thread that hangs, but that it stays at one place can be seen. */
function watch(worker: Worker, place: Int32Array, onHang: (failure: Failure) => void): void {
  let last = '';
  const timer = setInterval(() => {
    const [seed = 0, index = 0] = place;
    if (last === `${seed} ${index}`) onHang(hangAt(seed, index));
    last = `${seed} ${index}`;
  }, hangSeconds * 1000);
  worker.once('exit', () => clearInterval(timer));
}

function hangAt(seed: number, index: number): Failure {
  const input = inputAt(readSubjects(), seed, index);
  return { seed, path: '', input, cause: `A decoder works on this input for ${hangSeconds} seconds.` };
}
