import assert from 'node:assert/strict';
import type { AttemptId, RunId } from '../../../src/base/units';
import { RunBuilder } from '../../../src/ingest/runBuilder';
import type { Attempt } from '../../../src/model/attempt';
import type { Attribution } from '../../../src/model/attribution';
import type { Run } from '../../../src/model/run';
import { EventFlag } from '../../../src/model/streamEvent';
import type { ProbeRecord } from '../../../src/protocol/probeRecords';
import { drawCompletionRun } from '../../support/completionDsl';
import { chatCall, data, epochOfZero, head, hello, request, requestBody, sent, textEvent } from './drawSpool';

/** The run's zero lies 1000 ms after the processes' own. */
const origin = 1000;

describe('RunBuilder', () => {
  let builder: RunBuilder;
  beforeEach(() => {
    builder = new RunBuilder({
      id: 'run' as RunId,
      origin: { kind: 'record', title: 'agent' },
      startedAtEpoch: epochOfZero + origin,
    });
  });

  const accept = (process: string, ...records: readonly ProbeRecord[]) =>
    builder.accept({ file: `${process}.spool.jsonl`, records });
  const build = (ended = true): Run => builder.build({ now: 99_000, ended, pauses: [], problems: [] });
  const onlyAttempt = (): Attempt => {
    const attempts = build().calls.flatMap((call) => call.attempts);
    assert.equal(attempts.length, 1);
    return attempts[0] as Attempt;
  };

  describe('one exchange', () => {
    it('has its moments on the run’s clock and its facts without any content', () => {
      accept('p', hello(1000), ...chatCall('1', 1500));
      const attempt = onlyAttempt();
      assert.deepEqual(attempt.timing, { start: 500, sent: 502, headers: 590, close: 830 });
      assert.deepEqual(attempt.endpoint, {
        method: 'POST',
        host: '127.0.0.1:8080',
        path: '/v1/chat/completions',
        scheme: 'http',
      });
      assert.deepEqual(
        [attempt.provider, attempt.style, attempt.transport],
        ['127.0.0.1:8080', 'openai.chat', 'undici'],
      );
      assert.equal(attempt.request.model, 'gpt-test');
      assert.equal(attempt.request.messageCount, 1);
      assert.equal(attempt.response?.textChars, 'onetwothree'.length);
      assert.equal(attempt.response?.usage?.outputTokens, 3);
      assert.equal(attempt.response?.endMarker, '[DONE]');
      assert.equal(attempt.outcome, 'complete');
      assert.deepEqual(
        attempt.reads.map(({ at }) => at),
        [600, 700, 800, 810, 820],
      );
      const texts = attempt.events.filter(({ flags }) => flags & EventFlag.text);
      assert.deepEqual(
        texts.map(({ at, chars }) => [at, chars]),
        [
          [600, 3],
          [700, 3],
          [800, 5],
        ],
      );
      assert.doesNotMatch(JSON.stringify(build()), /secret|three/);
    });

    it('has the phases of its connection', () => {
      accept('p', hello(1000), request('1', 1500));
      for (const [index, phase] of (
        ['connectStart', 'dnsDone', 'tcpDone', 'tlsDone', 'assigned', 'sent'] as const
      ).entries()) {
        accept('p', {
          k: 'phase',
          id: '1',
          t: 1501 + index,
          phase,
          ...(phase === 'assigned' && { reused: false }),
        });
      }
      const { timing, connectionReused } = onlyAttempt();
      assert.deepEqual(timing, {
        start: 500,
        connectStart: 501,
        dnsDone: 502,
        tcpDone: 503,
        tlsDone: 504,
        assigned: 505,
        sent: 506,
        close: undefined,
      });
      assert.equal(connectionReused, false);
    });

    it('is in flight until it ends, and the same object until more is known', () => {
      accept('p', hello(1000), request('1', 1500), requestBody('1', 1501), sent('1', 1502));
      const [before] = build(false).calls;
      assert.equal(before?.outcome, 'inFlight');
      assert.equal(build(false).calls[0], before);
      accept('p', head('1', 1590), data('1', 1600, textEvent('one')));
      const [after] = build(false).calls;
      assert.equal(after?.outcome, 'inFlight');
      assert.equal(after?.attempts[0]?.reads.length, 1);
      assert.equal(before?.attempts[0]?.reads.length, 0, 'what was published stays as it was');
    });

    it('is not read before its body is whole', () => {
      const body = JSON.stringify({ model: 'gpt-test', stream: true, messages: [] });
      const half = (from: number, to: number): ProbeRecord => ({
        k: 'reqBody',
        id: '1',
        t: 1501,
        b64: Buffer.from(body.slice(from, to)).toString('base64'),
      });
      accept('p', hello(1000), request('1', 1500), half(0, 20));
      assert.deepEqual(build(false).calls[0]?.attempts[0]?.request, { bytes: 20, streamed: false });
      accept('p', half(20, 999), sent('1', 1503));
      const { request: facts } = onlyAttempt();
      assert.deepEqual([facts.bytes, facts.streamed, facts.model], [body.length, true, 'gpt-test']);
      assert.match(facts.bodyHash ?? '', /^[0-9a-f]{16}$/);
    });

    it('ends once, whatever comes afterwards', () => {
      accept('p', hello(1000), ...chatCall('1', 1500));
      const before = onlyAttempt();
      accept(
        'p',
        { k: 'end', id: '1', t: 9000, how: 'error', code: 'ECONNRESET' },
        data('1', 9001, textEvent('late')),
      );
      assert.equal(onlyAttempt(), before);
    });

    it('is undecoded, with times and sizes, when the record of its head was lost', () => {
      const withoutHead = chatCall('1', 1500).filter(({ k }) => k !== 'head');
      accept('p', hello(1000), ...withoutHead);
      const attempt = onlyAttempt();
      assert.equal(attempt.outcome, 'undecoded');
      assert.match(attempt.failure?.message ?? '', /head was lost/);
      assert.equal(attempt.reads.length, 5);
      assert.ok((attempt.response?.bytes ?? 0) > 100);
    });

    it('is not called truncated when the probe left out its end', () => {
      accept('p', hello(1000), ...chatCall('1', 1500).slice(0, 5));
      accept(
        'p',
        { k: 'data', id: '1', t: 1700, b64: '', dropped: 500 },
        { k: 'end', id: '1', t: 1710, how: 'eof' },
      );
      const attempt = onlyAttempt();
      assert.deepEqual([attempt.outcome, attempt.failure?.type], ['undecoded', 'not_captured']);
      assert.deepEqual(attempt.reads.at(-1), { at: 700, bytes: 500 });
      assert.equal(attempt.response?.bytes, textEvent('one').length + 500);
    });

    it('does not look like another whose body was left out too', () => {
      accept(
        'p',
        hello(1000),
        request('1', 1500),
        { k: 'reqBody', id: '1', t: 1501, b64: 'e30=', dropped: 40 },
        sent('1', 1502),
      );
      const { bytes, bodyHash } = onlyAttempt().request;
      assert.deepEqual([bytes, bodyHash], [42, undefined]);
    });

    it('tells why an endpoint that answers HTML shows nothing', () => {
      accept('p', hello(1000), request('1', 1500), requestBody('1', 1501), sent('1', 1502));
      accept(
        'p',
        head('1', 1590, 200, 'text/html'),
        data('1', 1600, '<!doctype html><title>Sign in</title>'),
        { k: 'end', id: '1', t: 1610, how: 'eof' },
      );
      const { outcome, failure } = onlyAttempt();
      assert.equal(outcome, 'undecoded');
      assert.match(failure?.message ?? '', /HTML/i);
    });

    it('keeps the times of a style that is not decoded', () => {
      accept(
        'p',
        hello(1000),
        ...chatCall('1', 1500, { url: 'https://ai-gateway.vercel.sh/v4/ai/language-model' }),
      );
      const attempt = onlyAttempt();
      assert.deepEqual(
        [attempt.style, attempt.outcome, attempt.reads.length],
        ['vercel.gateway', 'undecoded', 5],
      );
    });
  });

  describe('a process that goes away', () => {
    const halfACall = () => [hello(1000), ...chatCall('1', 1500).slice(0, 6)];

    it('cuts its open calls at its last sign of life and keeps every chunk', () => {
      accept('p', ...halfACall(), { k: 'other', t: 1750, origin: 'http://elsewhere' });
      builder.markAllGone();
      const attempt = onlyAttempt();
      assert.deepEqual([attempt.outcome, attempt.timing.close, attempt.reads.length], ['cut', 750, 2]);
      assert.equal(attempt.failure?.type, 'process_gone');
    });

    it('cuts them when it said goodbye', () => {
      accept('p', ...halfACall(), { k: 'bye', t: 1800, exitCode: 1 });
      assert.deepEqual([onlyAttempt().outcome, onlyAttempt().timing.close], ['cut', 800]);
      assert.deepEqual([build().processes[0]?.end, build().processes[0]?.exitCode], [800, 1]);
    });

    it('does not cut a call whose answer it had in full', () => {
      accept('p', hello(1000), ...chatCall('1', 1500).slice(0, -1), { k: 'bye', t: 1900 });
      assert.equal(onlyAttempt().outcome, 'complete');
    });

    it('is watched while it has calls open', () => {
      assert.deepEqual(builder.pidsToWatch(), []);
      accept('p', ...halfACall());
      accept('q', hello(1000, { pid: 77 }), ...chatCall('2', 1500));
      assert.deepEqual(builder.pidsToWatch(), [4242]);
      builder.markGone(4242);
      assert.deepEqual(builder.pidsToWatch(), []);
      assert.equal(build(false).calls.find((call) => call.process === 'p')?.outcome, 'cut');
    });

    it('is not gone when it writes on, and is not asked for by its number again', () => {
      accept('p', ...halfACall());
      builder.markGone(4242);
      accept('p', data('1', 1800, textEvent('three')));
      assert.equal(build(false).calls[0]?.outcome, 'inFlight');
      assert.deepEqual(builder.pidsToWatch(), []);
      accept('p', ...chatCall('1', 1500).slice(-3));
      assert.equal(build(false).calls[0]?.outcome, 'complete');
    });

    it('takes only its own calls with it', () => {
      accept('p', ...halfACall());
      accept('q', hello(1000, { pid: 77 }), ...chatCall('2', 1500).slice(0, 6));
      builder.markGone(77);
      assert.deepEqual(
        build(false).calls.map(({ process, outcome }) => [process, outcome]),
        [
          ['p', 'inFlight'],
          ['q', 'cut'],
        ],
      );
    });
  });

  describe('clocks', () => {
    const startOf = (process: string) =>
      build().calls.find((call) => call.process === process)?.attempts[0]?.timing.start;

    it('takes the first process’s tie to the wall clock for all that differ by jitter alone', () => {
      accept('p', hello(1000), ...chatCall('1', 1500));
      accept('q', hello(1200, { epoch: epochOfZero + 1200 + 30 }), ...chatCall('1', 1600));
      assert.deepEqual([startOf('p'), startOf('q')], [500, 600]);
    });

    it('gives a process with a clock of its own its own tie', () => {
      accept('p', hello(1000), ...chatCall('1', 1500));
      accept('q', hello(7, { epoch: epochOfZero + 1200 }), ...chatCall('1', 107));
      assert.deepEqual([startOf('p'), startOf('q')], [500, 300]);
    });

    it('orders calls by their start whatever file is read first', () => {
      accept('late', hello(2000), ...chatCall('1', 2500));
      accept('early', hello(1000), ...chatCall('1', 1500));
      assert.deepEqual(
        build().calls.map((call) => call.process),
        ['early', 'late'],
      );
      assert.deepEqual(
        build().processes.map(({ id }) => id),
        ['early', 'late'],
      );
    });

    it('places a process whose first record was lost by the clock of the others', () => {
      accept('p', hello(1000));
      accept('q', ...chatCall('1', 1500));
      assert.equal(startOf('q'), 500);
      assert.deepEqual(
        build().processes.map(({ id }) => id),
        ['p'],
      );
    });

    it('lets a run begin with a process whose first record was lost when there is no other', () => {
      accept('q', ...chatCall('1', 1500));
      assert.equal(startOf('q'), 0);
    });
  });

  it('tolerates records of exchanges it does not know, and requests that come twice', () => {
    accept('p', hello(1000), hello(5000), data('9', 1100, 'x'), { k: 'end', id: '9', t: 1200, how: 'eof' });
    accept('p', ...chatCall('1', 1500), request('1', 1600));
    assert.equal(onlyAttempt().timing.start, 500);
    assert.equal(build().processes[0]?.start, 0);
  });

  it('keeps calls of equal ids in different processes apart', () => {
    accept('p', hello(1000), ...chatCall('1', 1500));
    accept('q', hello(1000), ...chatCall('1', 1500));
    assert.equal(new Set(build().calls.map(({ id }) => id)).size, 2);
  });

  it('shows requests that are no model calls as origins, once each', () => {
    accept('p', hello(1000), request('1', 1500, { url: 'http://tools.example/search?q=1' }), {
      k: 'other',
      t: 1600,
      origin: 'http://tools.example',
    });
    assert.deepEqual(build().otherOrigins, ['http://tools.example']);
    assert.deepEqual(build().calls, []);
  });

  it('hands out each request once for its line to be found, and shows it there', () => {
    const frames = [{ file: '/work/a.js', line: 1, column: 1, origin: 'sync', depth: 0 }] as const;
    const asked = accept('p', hello(1000), request('1', 1500), { k: 'frames', id: '1', t: 1501, frames });
    assert.deepEqual(asked, [{ id: 'p-1' as AttemptId, frames }]);
    assert.deepEqual(accept('p', sent('1', 1502)), []);
    assert.deepEqual(accept('p', { k: 'frames', id: 'no such', t: 1503, frames }), []);
    assert.equal(build().calls[0]?.attribution.method, 'none');
    const found: Attribution = { method: 'sync', confidence: 'high', chain: [] };
    builder.setAttribution('p-1' as AttemptId, found);
    assert.equal(build().calls[0]?.attribution, found);
  });

  describe('explains', () => {
    const codes = (ended = true, now = 99_000) =>
      builder.build({ now, ended, pauses: [], problems: [] }).problems.map(({ code }) => code);

    it('why a run has no process, once one was to be expected', () => {
      assert.deepEqual(codes(true), ['noProcess']);
      assert.deepEqual(codes(false, 1000), []);
      assert.deepEqual(codes(false, 20_000), ['noProcess']);
      accept('p', hello(1000));
      assert.deepEqual(codes(false, 20_000), []);
    });

    it('nothing where the editor itself was asked, in no process of its own', () => {
      const { completion } = drawCompletionRun({ samples: [{ at: 0 }] });
      assert.ok(completion);
      const codesOf = (api: string) => {
        const targets = completion.targets.map((target) => ({ ...target, api }));
        const state = { now: 99_000, ended: true, pauses: [], problems: [] };
        return builder.build({ ...state, completion: { ...completion, targets } }).problems;
      };
      assert.deepEqual(codesOf('editor.inline'), []);
      assert.equal(codesOf('chat').length, 1);
    });

    it('why a run has no calls, and whom the program spoke to', () => {
      accept('p', hello(1000));
      assert.deepEqual(codes(), ['noCalls']);
      assert.doesNotMatch(build().problems[0]?.action ?? '', /one of these/);
      for (let at = 1; at <= 7; at += 1) accept('p', { k: 'other', t: 1100, origin: `http://host${at}` });
      assert.match(build().problems[0]?.message ?? '', /http:\/\/host1, .*http:\/\/host5 and 2 more/);
      assert.match(build().problems[0]?.action ?? '', /If one of these is a model endpoint, name it/);
      accept('p', ...chatCall('1', 1500));
      assert.deepEqual(codes(), []);
    });

    it('which runtimes leave nothing to be seen', () => {
      accept('p', hello(1000, { runtime: 'deno', runtimeVersion: '2.9.6' }));
      accept('q', hello(1000, { runtime: 'bun', runtimeVersion: '1.4.5' }));
      assert.deepEqual(codes(), ['runtimeNotSeen', 'runtimeNotSeen']);
      const [{ message = '' } = {}, other] = build().problems;
      assert.equal(message, "LLM calls of programs that Deno runs can't be seen (Deno 2.9.6).");
      assert.match(other?.message ?? '', /\(Bun 1\.4\.5\)/);
      accept('r', hello(1000));
      assert.deepEqual(codes(), ['runtimeNotSeen', 'runtimeNotSeen', 'noCalls']);
      accept('r', ...chatCall('1', 1500));
      assert.deepEqual(codes(), ['runtimeNotSeen', 'runtimeNotSeen']);
    });

    it('what the probe lost, each kind once', () => {
      accept('p', hello(1000), ...chatCall('1', 1500));
      accept('p', { k: 'loss', t: 1, what: 'spoolFull' }, { k: 'loss', t: 2, what: 'spoolFull' });
      accept(
        'p',
        { k: 'loss', t: 3, what: 'internal', detail: 'undici' },
        { k: 'loss', t: 4, what: 'internal', detail: 'http' },
      );
      assert.deepEqual(codes(), ['probe.spoolFull', 'probe.internal']);
      assert.match(build().problems[1]?.message ?? '', /\(undici, http\)/);
    });

    it('what was lost of one call, with that call', () => {
      accept('p', hello(1000), ...chatCall('1', 1500).slice(0, 5), {
        k: 'loss',
        t: 1650,
        id: '1',
        what: 'bodyCap',
      });
      assert.match(onlyAttempt().remarks.join(), /longer than what is captured/);
    });
  });

  describe('prompts', () => {
    const said = 'The quarterly figures of the northern branch rose by seven percent over last year.';
    const messages = (...contents: readonly string[]) =>
      contents.map((content) => ({ role: 'user', content }));
    const exchange = (id: string, t: number, prompt: readonly object[], text: string): ProbeRecord[] => [
      request(id, t),
      requestBody(id, t, { messages: prompt, stream: true }),
      sent(id, t + 1),
      head(id, t + 2),
      data(id, t + 3, textEvent(text)),
      { k: 'end', id, t: t + 50, how: 'eof' },
    ];
    const quotesOf = (run: Run) =>
      Object.fromEntries(
        run.calls.flatMap(({ attempts }) => attempts.map(({ id, quotes }) => [id, quotes] as const)),
      );

    it('are told apart in parts, which all prompts share', () => {
      accept('p', hello(1000));
      accept('p', ...exchange('1', 1100, messages('Hi.', 'Ho.'), 'Hm.'));
      accept('p', ...exchange('2', 1200, messages('Hi.', 'Ho.', 'Well.'), 'Hm.'));
      const [first, second] = build().calls.map(({ attempts }) => attempts[0]?.request.prompt ?? []);
      assert.deepEqual([first?.length, second?.length], [2, 3]);
      assert.ok(first?.every((part, index) => part === second?.[index]));
    });

    it('quote answers of any process, whichever file is read first', () => {
      accept('q', hello(1000), ...exchange('2', 1200, messages(`Translate: ${said}`), 'Done.'));
      accept('p', hello(1000), ...exchange('1', 1100, messages('Summarise.'), said));
      const run = build();
      assert.deepEqual(quotesOf(run), { 'p-1': undefined, 'q-2': ['p-1'] });
      assert.equal(JSON.stringify(run).includes('quarterly'), false);
    });

    it('quote answers while the run goes on, once all of what was before has been read', () => {
      accept('q', hello(1000), ...exchange('2', 1200, messages(`Translate: ${said}`), 'Done.').slice(0, 4));
      const early = build(false);
      accept('p', hello(1000), ...exchange('1', 1100, messages('Summarise.'), said));
      const later = build(false);
      assert.deepEqual([quotesOf(early)['q-2'], quotesOf(later)['q-2']], [undefined, ['p-1']]);
      const again = build(false);
      assert.deepEqual(again.calls, later.calls);
      assert.ok(again.calls.every((call, index) => call === later.calls[index]));
    });
  });
});
