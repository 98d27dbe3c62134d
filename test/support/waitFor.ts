import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT_MS = 20_000;

/** Asks every 50 ms until there is an answer, and returns it. Throws after 20 s, saying what it waited for. */
export async function waitFor<Answer>(
  what: string,
  ask: () => Answer | undefined | Promise<Answer | undefined>,
): Promise<Answer> {
  const end = Date.now() + LIMIT_MS;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await sleep(50);
  }
  throw new Error(`Waited ${LIMIT_MS / 1000} s in vain for ${what}`);
}
