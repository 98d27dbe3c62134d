import assert from 'node:assert/strict';
import { type GenerateContentResponse, GoogleGenAI } from '@google/genai';
import type { Behaviour, OutputItem, Respond } from '../../support/simulator/behaviour';
import { type Simulator, startSimulator } from '../../support/simulator/startSimulator';

const answer: readonly OutputItem[] = [
  { reasoningSummary: 'I should look.', tokens: 20 },
  { text: 'Looking – «jetzt».' },
  { toolCall: { name: 'search_docs', arguments: { q: 'ttft', limit: 3 } } },
  { toolCall: { name: 'search_docs', arguments: { q: 'tpot' } } },
];
const ask = { model: 'gemini-x', contents: 'hi' };

describe('simulator with the @google/genai package', () => {
  let simulator: Simulator;
  let respond: Respond;
  let client: GoogleGenAI;

  beforeEach(async () => {
    simulator = await startSimulator({ respond: (request) => respond(request) });
    client = new GoogleGenAI({ apiKey: 'test', httpOptions: { baseUrl: simulator.url } });
  });
  afterEach(() => simulator.close());

  function script(behaviour: Behaviour): void {
    respond = () => ({ tokenEveryMs: 0, ...behaviour });
  }

  it('streams thoughts, text, parallel calls of one tool and usage', async () => {
    script({ output: answer });
    const chunks: GenerateContentResponse[] = [];
    for await (const chunk of await client.models.generateContentStream(ask)) chunks.push(chunk);
    const parts = chunks.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);
    const join = (some: typeof parts) => some.map(({ text }) => text ?? '').join('');
    assert.equal(join(parts.filter(({ thought }) => thought)), 'I should look.');
    assert.equal(join(parts.filter(({ thought }) => !thought)), 'Looking – «jetzt».');
    assert.deepEqual(
      parts.flatMap(({ functionCall }) => (functionCall ? [functionCall.args] : [])),
      [{ q: 'ttft', limit: 3 }, { q: 'tpot' }],
    );
    const last = chunks.at(-1);
    assert.equal(last?.candidates?.[0]?.finishReason, 'STOP');
    const { candidatesTokenCount, thoughtsTokenCount } = last?.usageMetadata ?? {};
    const visible = simulator.log.requests[0]?.writes.reduce((sum, write) => sum + write.tokens, 0);
    assert.deepEqual([candidatesTokenCount, thoughtsTokenCount], [visible, 20]);
  });

  it('says the same without a stream', async () => {
    script({ output: answer });
    const whole = await client.models.generateContent(ask);
    assert.equal(whole.functionCalls?.length, 2);
    assert.equal(whole.candidates?.[0]?.content?.parts?.[1]?.text, 'Looking – «jetzt».');
    assert.equal(whole.usageMetadata?.thoughtsTokenCount, 20);
  });

  it('tells scenarios what was asked, and how far the loop has come', async () => {
    let seen: unknown;
    respond = ({ model, stream, system, firstUserText, toolResults }) => {
      seen = { model, stream, system, firstUserText, toolResults };
      return { output: [{ text: 'ok' }] };
    };
    const chat = client.chats.create({ model: 'gemini-x', config: { systemInstruction: 'Be brief.' } });
    await chat.sendMessage({ message: 'first' });
    await chat.sendMessage({ message: [{ functionResponse: { name: 'look', response: { ok: true } } }] });
    assert.deepEqual(seen, {
      model: 'gemini-x',
      stream: false,
      system: 'Be brief.',
      firstUserText: 'first',
      toolResults: 1,
    });
  });

  it('fails with a status, in mid-stream by an error and by a cut', async () => {
    script({ failure: { kind: 'status', status: 429 } });
    await assert.rejects(client.models.generateContent(ask), /RESOURCE_EXHAUSTED/);
    const output = [{ text: 'one two six' }];
    for (const kind of ['streamError', 'cut'] as const) {
      script({ tokenEveryMs: 2, output, failure: { kind, afterTokens: 2 } });
      const stream = await client.models.generateContentStream(ask);
      let text = '';
      const drain = async () => {
        for await (const chunk of stream) text += chunk.text ?? '';
      };
      await assert.rejects(drain(), kind === 'cut' ? /terminated|closed/ : /UNAVAILABLE/);
      assert.equal(text, 'one two');
    }
  });
});
