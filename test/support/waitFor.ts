import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT_MS = 30_000;

/**
 * Asks every 50 ms until there is an answer, which `false` and `null` are not, and returns it. Throws after 30 s,
 * saying what it waited for.
 */
export async function waitFor<Answer>(
  what: string,
  ask: () => Answer | undefined | Promise<Answer | undefined>,
): Promise<Answer> {
  const end = Date.now() + LIMIT_MS;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    await sleep(50);
  }
  throw new Error(`Waited ${LIMIT_MS / 1000} s in vain for ${what}`);
}
