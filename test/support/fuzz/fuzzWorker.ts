import { parentPort, workerData } from 'node:worker_threads';
import { checkDecoders } from '../../unit/decode/properties/checkDecoders';
import { readSubjects } from '../../unit/decode/properties/subject';
import { batchSize, type FuzzMessage, type FuzzTask } from './fuzzInParallel';

const { firstSeed, lastSeed, step, place } = workerData as FuzzTask;
const at = new Int32Array(place);
const subjects = readSubjects();
const tell = (message: FuzzMessage) => parentPort?.postMessage(message);

for (let seed = firstSeed; seed <= lastSeed; seed += step) {
  at.set([seed, -1]);
  const failure = checkDecoders(subjects, { seed, runs: batchSize }, () => Atomics.add(at, 1, 1));
  if (failure) {
    // An error is more than what can be sent to another thread.
    tell({ failure: { ...failure, cause: String(failure.cause) } });
    break;
  }
  tell({ done: batchSize });
}
