import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readRunFolder } from '../../../src/pipeline';
import type { ProbeRecord } from '../../../src/protocol/probeRecords';
import { parseTrace } from '../../../src/store/parseTrace';
import { serialiseTrace } from '../../../src/store/serialiseTrace';
import { loadTrace, saveTrace } from '../../../src/store/traceOnDisk';
import { DrawnSpool, data, head, hello, request, requestBody, sent, textEvent } from '../ingest/drawSpool';

/** Said by nobody else in the run. */
function wordsOf(who: string, step: number): string {
  const [one, other] = [Math.sin, Math.cos]
    .map((wave) => wave(step + 1000 * who.length))
    .map((n) => n.toString(36));
  return `${who} says in step ${step}: ${one} secret ${other} words of ${who}`;
}

function* exchange(step: number, messages: readonly object[], answer: string): Generator<ProbeRecord> {
  const [id, t] = [`${step}`, 1000 + 100 * step];
  yield request(id, t);
  yield requestBody(id, t, { model: 'gpt-test', stream: true, messages });
  yield sent(id, t + 1);
  yield head(id, t + 10);
  yield data(id, t + 20, textEvent(answer));
  yield data(id, t + 30, 'data: [DONE]\n\n');
  yield { k: 'end', id, t: t + 40, how: 'eof' };
}

/** A loop each of whose prompts holds all that was said before. */
function drawLoop(spool: DrawnSpool, steps: number): void {
  spool.write('loop', hello(500));
  const messages: object[] = [];
  for (let step = 1; step <= steps; step++) {
    messages.push({ role: 'user', content: wordsOf('person', step) });
    const answer = wordsOf('model', step);
    spool.write('loop', ...exchange(step, messages, answer));
    messages.push({ role: 'assistant', content: answer });
  }
}

describe('prompts on their way from the spool to a trace', () => {
  let spool: DrawnSpool;
  beforeEach(() => {
    spool = new DrawnSpool();
  });
  afterEach(() => spool.delete());

  it('keep what they have in common and where their words came from, and no word', async () => {
    drawLoop(spool, 30);
    const run = await readRunFolder(spool.folder);
    const attempts = run.calls.flatMap((call) => call.attempts);
    assert.equal(attempts.length, 30);
    for (const [index, { request: facts, quotes }] of attempts.entries()) {
      assert.equal(facts.prompt?.length, 2 * index + 1);
      const before = attempts[index - 1];
      assert.deepEqual(quotes, before && [before.id]);
      assert.ok(before?.request.prompt?.every((part, place) => part === facts.prompt?.[place]) ?? true);
    }
    const path = join(spool.folder, 'saved.lltrace');
    await saveTrace(path, run);
    const { run: read, problems } = await loadTrace(path);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      read.calls.flatMap((call) => call.attempts.map(({ request: facts, quotes }) => [facts.prompt, quotes])),
      attempts.map(({ request: facts, quotes }) => [facts.prompt, quotes]),
    );
    for (const text of [JSON.stringify(run), serialiseTrace(run)])
      assert.doesNotMatch(text, /secret|words|says/);
    assert.doesNotMatch(serialiseTrace(parseTrace(serialiseTrace(run)).run), /secret|words|says/);
  });

  it('make a trace grow with the run, not with its square', async () => {
    const sizes: number[] = [];
    for (const steps of [50, 100, 200]) {
      const drawn = new DrawnSpool();
      try {
        drawLoop(drawn, steps);
        sizes.push(serialiseTrace(await readRunFolder(drawn.folder)).length);
      } finally {
        drawn.delete();
      }
    }
    const [small, medium, large] = sizes as [number, number, number];
    // Numbers get a digit more now and then.
    assert.ok((large - medium) / (medium - small) < 2.1, sizes.join(' '));
  });
});
