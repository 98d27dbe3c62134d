import assert from 'node:assert/strict';
import type { Attempt } from '../../../src/model/attempt';
import { OUTPUT_FLAGS } from '../../../src/model/streamEvent';
import { recordProgram } from '../../support/recordProgram';
import type { Behaviour, SimulatedRequest } from '../../support/simulator/behaviour';
import { type Simulator, startSimulator } from '../../support/simulator/startSimulator';

/** Asks as people do who use no SDK: streams by default, one answer in one piece, one that breaks off. */
const agent = `
async function ask(content, more) {
  const body = JSON.stringify({ model: content, messages: [{ role: 'user', content }], ...more });
  const response = await fetch(process.argv[2] + '/api/chat', { method: 'POST', body });
  for await (const piece of response.body);
}
async function main() {
  await ask('streamed');
  await ask('whole', { stream: false });
  await ask('broken');
}
main();
`;

const nanoseconds = 1e6;
const answers: Readonly<Record<string, Behaviour>> = {
  streamed: {
    headersAfterMs: 20,
    firstTokenAfterMs: 60,
    tokenEveryMs: 20,
    output: [
      { reasoning: 'I see' },
      { text: 'one two three' },
      { toolCall: { name: 'look', arguments: { q: 1 } } },
    ],
    serverFigures: {
      total_duration: 150 * nanoseconds,
      load_duration: 20 * nanoseconds,
      prompt_eval_duration: 30 * nanoseconds,
      eval_duration: 90 * nanoseconds,
    },
  },
  whole: { firstTokenAfterMs: 20, output: [{ text: 'one two' }] },
  broken: { output: [{ text: 'one two three' }], failure: { kind: 'streamError', afterTokens: 2 } },
};

describe('a local server that streams a line of JSON an event, from the program to the run', function () {
  this.timeout(30_000);
  let simulator: Simulator;
  let streamed: Attempt;
  let whole: Attempt;
  let broken: Attempt;
  before(async () => {
    const respond = ({ model }: SimulatedRequest) => answers[model] ?? {};
    simulator = await startSimulator({ respond });
    const { calls } = await recordProgram(agent, [simulator.url]);
    [streamed, whole, broken] = calls.flatMap(({ attempts }) => attempts) as [Attempt, Attempt, Attempt];
  });
  after(() => simulator.close());

  it('has each line as an event that came no sooner than it was written', () => {
    const writes = simulator.log.requests[0]?.writes ?? [];
    assert.equal(streamed.style, 'ollama.chat');
    assert.deepEqual([streamed.outcome, streamed.request.streamed], ['complete', true]);
    assert.equal(streamed.events.length, writes.length);
    const outputs = streamed.events.filter(({ flags }) => (flags & OUTPUT_FLAGS) !== 0);
    assert.equal(outputs.length, writes.filter(({ tokens }) => tokens > 0).length);
    const [first, last] = [writes[0]?.at ?? 0, writes.at(-1)?.at ?? 0];
    const [firstEvent, lastEvent] = [streamed.events[0]?.at ?? 0, streamed.events.at(-1)?.at ?? 0];
    // Two clocks: only what lies between two moments can be compared, and the read of the first may have been late.
    assert.ok(
      lastEvent - streamed.timing.start >= last - (simulator.log.requests[0]?.bodyCompleteAt ?? 0) - 2,
    );
    assert.ok(
      firstEvent - streamed.timing.start >= first - (simulator.log.requests[0]?.bodyCompleteAt ?? 0) - 2,
    );
  });

  it('has the text, the tool call, the counts and the server’s own figures', () => {
    const { response } = streamed;
    assert.deepEqual([response?.reasoningStream, response?.finishReason], ['full', 'stop']);
    assert.deepEqual(
      response?.toolCalls.map(({ name, argumentChars }) => [name, argumentChars]),
      [['look', '{"q":1}'.length]],
    );
    const tokens = simulator.log.requests[0]?.writes.reduce((sum, write) => sum + write.tokens, 0);
    assert.equal(response?.usage?.outputTokens, tokens);
    assert.deepEqual(response?.serverTimings, { load: 20, prefill: 30, decode: 90, total: 150 });
  });

  it('tells an answer in one piece from a stream', () => {
    assert.deepEqual([whole.request.streamed, whole.response?.streamed], [false, false]);
    assert.deepEqual([whole.outcome, whole.response?.textChars], ['complete', 'one two'.length]);
  });

  it('has the error that a stream breaks off with', () => {
    assert.deepEqual([broken.outcome, broken.response?.status], ['error', 200]);
    assert.match(broken.failure?.message ?? '', /answered with status 500/);
    assert.ok((broken.response?.textChars ?? 0) > 0);
  });
});
