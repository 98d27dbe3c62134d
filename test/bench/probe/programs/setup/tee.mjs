// The simplest observer there is: a fetch that splits each body and reads one half itself.
import { now } from '../measure.mjs';

const { fetch } = globalThis;
let bodies = 0;

globalThis.fetch = async (...args) => {
  const response = await fetch(...args);
  if (!response.body) return response;
  const [ours, theirs] = response.body.tee();
  record(ours).catch(() => {});
  return new Response(theirs, response);
};

async function record(body) {
  const chunks = [];
  for await (const chunk of body) chunks.push({ t: now(), chunk });
  bodies++;
}

/** Returns how many bodies were read to their end. */
export const finish = () => bodies;
