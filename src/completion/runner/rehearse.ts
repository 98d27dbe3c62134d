import type { PlannedTarget } from '../plan';
import { apis } from './apis/apis';
import { RequestFetch } from './requestFetch';

/** After so many the engine has compiled what a request runs through. */
const ROUNDS = 5;

/**
 * Goes through requests to each target without making any. What is loaded and compiled at the first ones takes longer
 * than some models do, and would be counted in the first keystrokes alone.
 */
export async function rehearse(targets: readonly PlannedTarget[]): Promise<void> {
  // The runtime loads its HTTP client at the first request of all.
  await (await fetch('data:,')).text();
  for (let round = 0; round < ROUNDS; round++) {
    for (const target of targets) await rehearseOnce(target);
  }
}

async function rehearseOnce(target: PlannedTarget): Promise<void> {
  const answer = () => new Response('data: [DONE]\n\n', { headers: { 'content-type': 'text/event-stream' } });
  // The request itself is not made: what comes back is made up here.
  const { fetch, isMarkedDone } = new RequestFetch(<T>() => Promise.resolve(answer()) as T, false);
  const { signal } = new AbortController();
  const api = apis[target.api];
  const body = api.buildBody(target, { prefix: '', suffix: '', file: '', language: '' });
  try {
    for await (const _ of api.stream(body, { target, fetch, isMarkedDone, signal }));
  } catch {
    // It is an answer of no API.
  }
}
