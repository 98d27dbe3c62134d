// A program that makes promises all the time and no LLM call: records go through async functions, queues and waits.
import { measure, task } from './measure.mjs';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

async function load(id) {
  await null;
  return { id, tags: [id % 7, id % 11], text: `record ${id}`.repeat(4) };
}

async function check(record) {
  const parsed = JSON.parse(JSON.stringify(record));
  if ((await Promise.resolve(parsed.id)) < 0) throw new Error('There is no such record');
  return parsed;
}

const store = (record) => Promise.resolve(record).then(({ tags }) => tags.reduce((sum, tag) => sum + tag, 0));

async function handle(id) {
  try {
    return await store(await check(await load(id)));
  } finally {
    if (id % 50 === 0) await nextTurn();
  }
}

await measure(async () => {
  let sum = 0;
  for (let batch = 0; batch < task.batches; batch++) {
    const results = await Promise.all(Array.from({ length: 100 }, (_, i) => handle(batch * 100 + i)));
    for (const result of results) sum += result;
  }
  return { chunks: task.batches * 100, sum };
});
