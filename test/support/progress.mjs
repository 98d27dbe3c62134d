// Says what is being done while it takes long. Plain JavaScript, because the very first command in a
// fresh clone uses it before anything could be compiled.
import { stderr } from 'node:process';

// On a terminal one line counts the seconds; in a log a line now and then says that it goes on.
const heartbeatMilliseconds = stderr.isTTY ? 200 : 10_000;

/**
 * Runs `work`, telling on stderr that `title` is under way, again and again while it still is, and how long it took.
 *
 * @template T
 * @param {string} title what is being done
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what `work` returns; its failure passes through
 */
export async function withProgress(title, work) {
  const startedAt = Date.now();
  const say = (mark) => {
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    stderr.write(`${stderr.isTTY ? '\r' : ''}${mark} ${title}, ${seconds} s${stderr.isTTY ? '' : '\n'}`);
  };
  say('…');
  const heartbeat = setInterval(() => say('…'), heartbeatMilliseconds);
  let mark = '✗';
  try {
    const result = await work();
    mark = '✓';
    return result;
  } finally {
    clearInterval(heartbeat);
    say(mark);
    if (stderr.isTTY) stderr.write('\n');
  }
}
