import { strict as assert } from 'node:assert';
import { placeCalls } from '../../../../src/analysis/placeCalls';
import { buildRunSummary } from '../../../../src/analysis/runSummary';
import type { CallId } from '../../../../src/base/units';
import type { Run } from '../../../../src/model/run';
import { timelineFigureKinds } from '../../../../src/ui/views/timelineFigures';
import { buildTimelineHeader } from '../../../../src/ui/views/timelineHeader';
import {
  buildTimelineAppend,
  buildTimelineCall,
  buildTimelineSnapshot,
} from '../../../../src/ui/views/timelineModel';
import { type CallDrawing, drawRun } from '../../../support/runDsl';

const stream =
  'assigned 0, sent 2, head 90, think 200 250, text 300 320 340, finish 341, done 342, close 350';

function rowOf(drawing: CallDrawing, facts: Partial<Run> = {}, now = 1000) {
  const run = drawRun([drawing], facts);
  return buildTimelineCall(run, run.calls[0] as Run['calls'][number], 1, now);
}

const headerOf = (run: Run, now: number) => buildTimelineHeader(run, buildRunSummary(run, now), now);

describe('a row of the timeline', () => {
  it('tells where the program held the answer up, in marks and in words', () => {
    const row = rowOf({
      line: stream,
      taken: [210, 300, 340, 370, 390, 390],
      holdups: [{ kind: 'blocked', start: 120, end: 200, cpu: 2 }],
    });
    assert.deepEqual(row.stretches, [
      { kind: 'unread', start: 200, end: 210 },
      { kind: 'unread', start: 250, end: 390 },
      { kind: 'unheard', start: 120, end: 200 },
    ]);
    assert.match(
      row.remarks.join(' '),
      /took chunks .* read nothing for 80 ms: it was blocked; TTFT may be up to 80 ms too high/,
    );
    assert.equal(row.figures.find(({ name }) => name === 'ttft')?.value, '≤ 200 ms');
    assert.equal(row.figures.find(({ name }) => name === 'loopBusy')?.value, '80 ms');
  });

  it('has no marks, words or figures about a program that kept up', () => {
    const row = rowOf({ line: stream, taken: [201, 251, 301, 321, 341, 342], holdups: [] });
    assert.deepEqual([row.stretches, row.remarks], [[], []]);
    assert.equal(
      row.figures.some(({ name }) => name === 'lagMax'),
      false,
    );
  });

  it('tells where the call came from, whom it asked and how it ended', () => {
    const row = rowOf({ line: stream, start: 40, host: 'api.openai.com', model: 'gpt-5' });
    assert.deepEqual(row.frames, [{ name: 'planStep', place: 'agent.ts:42' }]);
    assert.deepEqual(
      [row.host, row.model, row.outcome, row.tone],
      ['api.openai.com', 'gpt-5', 'complete', 'good'],
    );
    assert.deepEqual([row.start, row.end, row.certainty, row.paused], [40, 390, undefined, false]);
  });

  it('holds the phases and the moments of output', () => {
    const row = rowOf({ line: stream });
    assert.deepEqual(
      row.phases.map(({ name, start, end }) => `${name} ${start} ${end}`),
      ['send 0 2', 'wait 2 200', 'thinking 200 300', 'streaming 300 340', 'tail 340 350'],
    );
    assert.deepEqual(row.ticks, [200, 250, 300, 320, 340]);
  });

  it('counts events of one read as one moment, and thins many evenly', () => {
    const moments = Array.from({ length: 1000 }, (_, index) => 200 + index);
    const row = rowOf({ line: `head 90, text ${moments.join(' ')} 1199, close 1300` });
    assert.equal(row.ticks.length, 400);
    assert.equal(row.ticks[0], 200);
    const gaps = row.ticks.slice(1).map((tick, index) => tick - (row.ticks[index] ?? 0));
    assert.deepEqual([...new Set(gaps)].sort(), [2, 3]);
  });

  it('of a call in flight ends now', () => {
    const row = rowOf({ line: 'head 90, text 200 300' });
    assert.deepEqual(
      [row.tone, row.end, row.phases.at(-1)],
      ['live', 1000, { name: 'streaming', start: 200, end: 1000 }],
    );
  });

  it('names the frame at which it is shown, and why that is no fact', () => {
    const run = drawRun([
      { line: stream, site: '/work/llm.ts:7:1 ask', callers: ['/work/agent.ts:42:3 plan'] },
    ]);
    const siteOf = (shown: Run) => {
      const { frames, site } = buildTimelineCall(shown, shown.calls[0] as Run['calls'][number], 1, 1000);
      return [frames.map(({ name }) => name), frames[site]?.place];
    };
    assert.deepEqual(siteOf(run), [['ask', 'plan'], 'llm.ts:7']);
    const placed = placeCalls(run, { frame: 'innermost', helpers: ['llm.ts'] });
    assert.deepEqual(siteOf(placed), [['ask', 'plan'], 'agent.ts:42']);
    const { doubt = '' } = rowOf({ line: stream, confidence: 'low', method: 'stale' });
    assert.match(doubt, /could not be followed all along/);
  });

  it('says when its line is uncertain or unknown', () => {
    const { certainty, doubt = '' } = rowOf({ line: stream, confidence: 'low' });
    assert.equal(certainty, 'possibly');
    assert.match(doubt, /source map is missing/);
    assert.equal(rowOf({ line: stream, confidence: 'medium' }).certainty, 'probably');
    assert.equal(rowOf({ line: stream, site: '' }).certainty, undefined, 'no line, no doubt about it');
    assert.deepEqual(rowOf({ line: stream, site: '' }).frames, []);
    assert.deepEqual(rowOf({ line: stream, site: '/work/a.mjs:3:1' }).frames, [
      { name: '(anonymous)', place: 'a.mjs:3' },
    ]);
  });

  it('lists the attempts of a call that was tried again', () => {
    const row = rowOf({
      line: 'head 50, body 51, close 52',
      status: 429,
      outcome: 'error',
      failure: 'rate_limit_error',
      retryAfterMs: 300,
      retries: [{ line: stream, start: 500 }],
    });
    assert.deepEqual(row.attempts, [
      {
        start: 0,
        end: 52,
        outcome: 'rate limited (429)',
        failed: true,
        failure: 'failed with rate_limit_error',
        retryAfter: 'retry-after 300 ms',
      },
      {
        start: 500,
        end: 850,
        outcome: 'complete',
        failed: false,
        failure: undefined,
        retryAfter: undefined,
      },
    ]);
    assert.deepEqual([row.tone, row.outcome, row.failure], ['good', 'complete', undefined]);
    assert.ok(row.phases.some(({ name, start, end }) => name === 'backoff' && start === 350 && end === 500));
    assert.match(
      row.remarks.join(),
      /^Rate limits, not the model, took 500 ms, 298 ms of it by retry-after\.$/,
    );
  });

  it('parts its phases by what the server says, and names the figures that explain that', () => {
    const line = 'assigned 0, sent 2, head 90, text 300 340, finish 341, done 342, close 350';
    const { parts } = rowOf({ line, server: { queue: 100, prefill: 50.555, decode: 38 } });
    assert.deepEqual(parts, [
      { phase: 'wait', figure: 'serverQueue', length: 100 },
      { phase: 'wait', figure: 'serverPrefill', length: 50.56 },
      { phase: 'wait', figure: 'networkRest', length: 147.45 },
      { phase: 'streaming', figure: 'serverDecode', length: 38 },
    ]);
    const known = timelineFigureKinds.map(({ name }) => name);
    assert.ok(parts.every(({ figure }) => known.includes(figure)));
    assert.deepEqual(rowOf({ line }).parts, []);
  });

  it('says that the debugger held the program meanwhile', () => {
    assert.equal(rowOf({ line: stream }, { pauses: [{ start: 100, end: 120 }] }).paused, true);
    assert.equal(rowOf({ line: stream }, { pauses: [{ start: 400 }] }).paused, false);
  });
});

describe('messages to the timeline', () => {
  const run = drawRun([{ line: stream }, { line: stream, start: 400 }, { line: 'head 90', start: 900 }]);

  it('begin with everything: figures and phases with their meaning, all calls', () => {
    const message = buildTimelineSnapshot(run, headerOf(run, 1200));
    assert.equal(message.type, 'snapshot');
    if (message.type !== 'snapshot') return;
    assert.deepEqual(
      message.calls.map(({ id, ordinal }) => `${id} ${ordinal}`),
      ['c1 1', 'c2 2', 'c3 3'],
    );
    const known = new Set(message.figureKinds.map(({ name }) => name));
    const used = message.calls.flatMap(({ figures }) => figures.map(({ name }) => name));
    assert.deepEqual(
      used.filter((name) => !known.has(name)),
      [],
    );
    assert.equal(message.phaseKinds[0]?.name, 'queue');
    assert.equal(message.phaseKinds.length, 11);
  });

  it('go on with the calls that have changed', () => {
    const message = buildTimelineAppend(run, new Set(['c3'] as CallId[]), headerOf(run, 1300));
    assert.ok(message.type === 'append');
    assert.deepEqual(
      message.calls.map(({ id, ordinal, end }) => [id, ordinal, end]),
      [['c3', 3, 1300]],
    );
    assert.equal(message.header.now, 1300);
  });
});
