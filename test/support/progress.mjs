// Says what is being done while it takes long. Plain JavaScript, because the very first command in a
// fresh clone uses it before anything could be compiled.
import { stderr } from 'node:process';

const heartbeatMilliseconds = 5000;

/**
 * Runs `work`, telling on stderr that `title` is under way, every few seconds that it still is, and how long it took.
 *
 * @template T
 * @param {string} title what is being done, as the start of a sentence
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what `work` returns; its failure passes through
 */
export async function withProgress(title, work) {
  const startedAt = Date.now();
  const elapsed = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  stderr.write(`• ${title} ...\n`);
  const heartbeat = setInterval(
    () => stderr.write(`  still at it after ${elapsed()}\n`),
    heartbeatMilliseconds,
  );
  try {
    const result = await work();
    stderr.write(`  done in ${elapsed()}\n`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}
