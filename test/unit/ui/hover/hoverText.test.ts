import { strict as assert } from 'node:assert';
import { buildCallSiteSummaries } from '../../../../src/analysis/callSiteSummary';
import type { Finding } from '../../../../src/analysis/findings/finding';
import type { Run } from '../../../../src/model/run';
import { formatHover } from '../../../../src/ui/hover/hoverText';
import { type CallDrawing, drawRun } from '../../../support/runDsl';

const call: CallDrawing = {
  line: 'connect 0, tcp 60, tls 100, assigned 100, sent 110, head 150, think 400 600, text 800 1000, finish 1000, done 1000, close 1100',
  usage: { inputTokens: 1204, cachedTokens: 1024, outputTokens: 16, reasoningTokens: 8 },
};

function hoverOf(
  drawings: readonly CallDrawing[],
  more: { changed?: boolean; findings?: readonly Finding[]; facts?: Partial<Run> } = {},
): string {
  const run = drawRun(drawings, more.facts);
  const [summary] = buildCallSiteSummaries(run, { now: 5000, budgets: { ttftMs: 300 } });
  assert.ok(summary);
  const { changed = false, findings = [] } = more;
  return formatHover(run, summary, { changed, findings });
}

/** What is left to read when markup is gone. */
function plain(markdown: string): string {
  const text = markdown
    .replace(/<[^>]+>|\*\*/g, '')
    .replace(/&[ne][bmn]sp;/g, ' ')
    .replaceAll('\u202f', ' ');
  return text.replace(/ +/g, ' ').replace(/^ | $/gm, '');
}

const finding: Finding = {
  id: 'serialCalls 1',
  detector: 'serialCalls',
  title: '4 calls in series',
  explanation: 'None needs another.',
  advice: 'Start them together.',
  certainty: 'likely',
  activities: [],
  places: [],
  evidence: [],
  changes: [],
  saving: 3200,
  savingLow: 3000,
  savingHigh: 3400,
};

describe('formatHover', () => {
  it('breaks a call down into its phases', () => {
    assert.match(
      plain(hoverOf([call])),
      /^connect 100 ms 9 % wait 290 ms 26 % thinking 400 ms 36 % streaming 200 ms 18 % tail 100 ms 9 %$/m,
    );
  });

  it('says what would make the line faster, and what to do', () => {
    const later = ['b', 'c'].map((id) => ({ ...finding, id, title: `finding ${id}` }));
    const text = plain(hoverOf([call], { findings: [finding, ...later] }));
    assert.match(
      text,
      /^\$\(lightbulb\) likely −3\.20 s 4 calls in series \[What to do\]\(command:\S+ "Start them together\."\)$/m,
    );
    assert.match(text, /finding b/);
    assert.doesNotMatch(text, /finding c/, 'the timeline has the rest');
  });

  it('draws each phase as long as its share, in its colour', () => {
    const bar = hoverOf([call]).split('  \n')[2] ?? '';
    const segments = [...bar.matchAll(/var\(--vscode-latencyLens-phase(\w+)\);">((?:&nbsp;)+)</g)];
    assert.deepEqual(
      segments.map(([, color, spaces = '']) => [color, spaces.length / '&nbsp;'.length]),
      [
        ['Connect', 9],
        ['Connect', 1],
        ['Wait', 26],
        ['Thinking', 37],
        ['Streaming', 18],
        ['Tail', 9],
      ],
    );
  });

  it('gives the mean phases and the percentiles of several calls', () => {
    const late = { ...call, line: call.line.replace('think 400', 'think 500'), start: 2000 };
    const text = plain(hoverOf([call, late]));
    assert.match(text, /^mean of 2 calls$/m);
    assert.match(text, / wait 340 ms 31 % /m);
    assert.match(text, /^\| \| TTFT \| TTFVT \| TPOT \| Total as felt \|$/m);
    assert.match(text, /^\| p50 \| 450 ms \| 800 ms \| 37 ms \| 1\.00 s \|$/m);
    assert.match(text, /^\| min – max \| 400 ms – 500 ms \| 800 ms \| 33 ms – 40 ms \| 1\.00 s \|$/m);
    assert.doesNotMatch(text, /^\| n /m);
  });

  it('tells of how many calls a figure is where that is not all of them', () => {
    const without = { ...call, usage: undefined, start: 2000 };
    const text = plain(hoverOf([call, without]));
    assert.match(text, /^\| min – max \| 400 ms \| 800 ms \| – \| 1\.00 s \|$/m);
    assert.match(text, /^\| n \| 2 \| 2 \| 1 \| 2 \|$/m);
  });

  it('needs no table for a single figure', () => {
    const whole = (body: number, start: number): CallDrawing => ({
      line: `head ${body}, body ${body}, close ${body}`,
      start,
    });
    const text = plain(hoverOf([whole(300, 0), whole(500, 1000)]));
    assert.match(text, /^Total as felt p50 400 ms min – max 300 ms – 500 ms$/m);
    assert.doesNotMatch(text, /^\|/m);
  });

  it('gives the figures of a single call in a line, with how sure they are', () => {
    assert.match(plain(hoverOf([call])), /^TTFT 400 ms TTFVT 800 ms TPOT 40 ms Total as felt 1\.00 s$/m);
    const late = { ...call, holdups: [{ kind: 'blocked', start: 300, end: 400, cpu: 90 } as const] };
    assert.match(plain(hoverOf([late])), /^TTFT ≤ 400 ms /m);
  });

  it('tells where the time goes first, then what can be done about it', () => {
    const held = {
      ...call,
      taken: [460, 690, 900, 1080],
      holdups: [],
      callers: ['/work/main.ts:3:1 main'],
    };
    const text = plain(hoverOf([held, { ...held, start: 2000 }]));
    const places = ['2 calls', 'thinking', 'The program', '| p50', 'prompt', '$(list-tree)', 'Run “'];
    const found = places.map((place) => text.indexOf(place));
    assert.ok(!found.includes(-1), text);
    assert.deepEqual(
      found,
      found.toSorted((a, b) => a - b),
    );
  });

  it('tells what the wait was made of where the server does, in the mean of the calls that know', () => {
    const line = 'sent 10, head 90, text 310 400, finish 400, done 400, close 410';
    const told = { line, server: { queue: 100, prefill: 50 } };
    const text = plain(hoverOf([told, { ...told, start: 1000, server: { queue: 200, prefill: 50 } }]));
    assert.match(
      text,
      /^\$\(server\) of the wait, as the server tells: Server queue 150 ms Prefill 50 ms Network, rest 100 ms$/m,
    );
    assert.match(plain(hoverOf([told, { line, start: 1000 }])), /Network, rest 150 ms in 1 of 2 calls$/m);
    assert.match(hoverOf([told]), /<span title="Wait at the server[^"]+">Server queue</);
    assert.doesNotMatch(hoverOf([{ line }]), /\$\(server\)/);
  });

  it('tells rate limits from the model, and warns before one is met', () => {
    const refused = { line: 'head 50, body 60, close 60', outcome: 'error', status: 429 } as const;
    const text = plain(hoverOf([{ ...refused, retryAfterMs: 400, retries: [{ ...call, start: 500 }] }]));
    assert.match(
      text,
      /^\$\(dashboard\) Rate limits, not the model, took 500 ms, 390 ms of it by retry\\-after\.$/m,
    );
    const told = hoverOf([{ ...refused, retries: [{ ...call, start: 500 }] }], {
      findings: [{ ...finding, detector: 'rateLimits', title: 'Rate limits took 500 ms in 1 call' }],
    });
    assert.doesNotMatch(plain(told), /dashboard/, 'a finding that says so is enough');
    const rateLimits = [{ of: 'tokens', limit: 1000, remaining: 40 }];
    assert.match(
      plain(hoverOf([{ ...call, rateLimits }])),
      /^\$\(dashboard\) Little headroom: 40 of 1 000 tokens /m,
    );
    assert.doesNotMatch(plain(hoverOf([call])), /dashboard/);
  });

  it('says when a TPOT is coarse, what it is computed from, and how percentiles are', () => {
    const coarse = { ...call, usage: { inputTokens: 10, outputTokens: 400, reasoningTokens: 8 } };
    assert.match(plain(hoverOf([coarse])), /^\$\(info\) TPOT is coarse: 4 output events for 400 tokens\.$/m);
    const text = plain(hoverOf([coarse, { ...call, start: 2000 }]));
    assert.match(text, /^\$\(info\) TPOT is coarse in 1 of 2 calls: few output events for many tokens\.$/m);
    assert.match(hoverOf([call]), /title="[^"]+ From 16 tokens in 4 output events\.">TPOT</);
    assert.match(hoverOf([call, { ...call, start: 2000 }]), /type 7[^"]+">p50</);
  });

  it('says what requests were answered with that had to be repeated', () => {
    const failed: CallDrawing = { line: 'head 50, body 60, close 60', outcome: 'error', status: 429 };
    const broken: CallDrawing = { line: 'close 50', outcome: 'error', failure: 'connection_reset' };
    const retried = (first: CallDrawing) => ({ ...first, retries: [{ ...call, start: 500 }] });
    assert.match(plain(hoverOf([retried(failed)])), /1 call · 1 retry \(429\) ·/);
    assert.match(
      plain(hoverOf([retried(failed), retried({ ...broken, start: 3000 })])),
      /2 calls · 2 retries \(429, connection\\_reset\) ·/,
    );
  });

  it('gives p95 where there is one', () => {
    const five = Array.from({ length: 5 }, (_, index) => ({ ...call, start: index * 2000 }));
    const text = plain(hoverOf(five));
    assert.match(text, /^\| p95 \| 400 ms \| 800 ms \| 40 ms \| 1\.00 s \|$/m);
    assert.match(text, /^\| n \| 5 \| 5 \| 5 \| 5 \|$/m);
  });

  it('shows the first visible token apart only where reasoning came before it', () => {
    assert.match(plain(hoverOf([call])), / TTFVT 800 ms /m);
    const direct = { ...call, line: call.line.replace('think 400 600', '') };
    assert.doesNotMatch(plain(hoverOf([{ ...direct, line: direct.line.replace(', ,', ',') }])), /TTFVT/);
  });

  it('does not name phases that are next to nothing', () => {
    const quick = { ...call, line: call.line.replace('sent 110', 'sent 101') };
    assert.doesNotMatch(plain(hoverOf([quick])), / send /);
  });

  it('carries the definition of every metric it shows', () => {
    assert.match(
      hoverOf([call]),
      /<span title="Time to first token: [^"]+\(firstOutput - start\)">TTFT<\/span>/,
    );
  });

  it('says what the figures were measured under', () => {
    assert.match(
      plain(hoverOf([call])),
      /^prompt 1 204 tokens, 1 024 cached · output 16 tokens · one at a time · gpt\\-test$/m,
    );
    const parallel = plain(
      hoverOf([
        { ...call, usage: undefined },
        { ...call, usage: undefined, start: 500 },
      ]),
    );
    const cold = plain(hoverOf([{ ...call, usage: { inputTokens: 1100, outputTokens: 16 } }]));
    assert.match(cold, /^prompt 1 100 tokens, 0 cached · /m);
    const short = plain(hoverOf([{ ...call, usage: { inputTokens: 110, outputTokens: 16 } }]));
    assert.match(short, /^prompt 110 tokens · /m);
    assert.match(parallel, /^token counts not reported · up to 2 at a time · gpt/m);
  });

  it('says at last which run it was and whom it asked', () => {
    assert.match(plain(hoverOf([call])), /\nRun “node agent\.js”, 2026-03-08 14:05:09 · api\.test$/);
    const two = hoverOf([call, { ...call, start: 2000, host: 'b.test' }]);
    assert.match(plain(two), / · api\.test · b\.test$/);
    const local = hoverOf([{ ...call, host: 'localhost:8000' }]);
    assert.match(plain(local), / · localhost:8000 \\\(by its port perhaps vLLM\\\)$/);
  });

  it('says which calls the figures leave out, and why', () => {
    const failed: CallDrawing = { line: 'head 50, close 50', outcome: 'error', start: 2000 };
    const text = hoverOf([call, failed, { line: 'head 100, close 300', outcome: 'cancelled', start: 3000 }]);
    assert.match(text, /^Not in these figures: 1 failed, 1 cancelled\. {2}$/m);
    assert.doesNotMatch(hoverOf([call]), /Not in these figures/);
  });

  it('says what is doubtful', () => {
    assert.match(hoverOf([call]), /\$\(warning\) Over budget: TTFT p50 400 ms, limit 300 ms\./);
    assert.match(hoverOf([call], { changed: true }), /\$\(history\) This line has changed since it ran\./);
  });

  it('says how certain the line is, and why it is no fact', () => {
    const doubtOf = (...drawings: readonly Partial<CallDrawing>[]) =>
      hoverOf(drawings.map((drawing) => ({ ...call, ...drawing }))).match(/\$\(question\) .*(?= {2}$)/gm) ??
      [];
    assert.deepEqual(doubtOf({ confidence: 'high' }), []);
    const [stale] = doubtOf({ method: 'stale', confidence: 'low' });
    assert.match(
      stale ?? '',
      /The call possibly came from this line\. The way from this line .* could not be followed/,
    );
    const [medium] = doubtOf({ confidence: 'medium' }, { confidence: 'medium' });
    assert.match(medium ?? '', /The calls probably came from this line\. The source of this line, or code/);
    assert.deepEqual(doubtOf({ confidence: 'low' }, {}), [
      '$(question) 1 call of them only possibly came from this line.',
    ]);
  });

  describe('on the ways that led to a line', () => {
    const site = '/work/llm.ts:7:3 askModel';
    const waysOf = (...drawings: readonly Partial<CallDrawing>[]) =>
      (
        hoverOf(drawings.map((drawing) => ({ ...call, site, ...drawing }))).match(
          /^\$\((list-tree|blank)\) .*$/gm,
        ) ?? []
      ).map((line) =>
        plain(line)
          .replace(/\]\([^)]*\)/g, ']')
          .replace(/ Run “.*/, '')
          .trim(),
      );
    const plan = '/work/agent.ts:42:7 planStep';
    const review = '/work/agent.ts:61:7';
    const main = '/work/main.ts:3:1 main';

    it('shows them from the outside in, each frame a link', () => {
      assert.deepEqual(waysOf({ callers: [plan, main] }), [
        '$(list-tree) [main main.ts:3] › [planStep agent.ts:42] › [askModel llm.ts:7]',
      ]);
      const hover = hoverOf([{ ...call, site, callers: [main] }]);
      assert.match(hover, /› \*\*\[askModel llm\.ts:7\]\([^)]+\)\*\*/, 'where it is shown stands out');
      const argument =
        /\[main main\.ts:3\]\(command:latencyLens\.openSource\?([^)]+)\)/.exec(hover)?.[1] ?? '';
      assert.deepEqual(JSON.parse(decodeURIComponent(argument)), [
        { runId: 'r1', site: { id: '/work/main.ts:3:1', file: '/work/main.ts', line: 3, column: 1 } },
      ]);
    });

    it('counts their calls when there are several, the most used first', () => {
      assert.deepEqual(waysOf({ callers: [review] }, { callers: [plan] }, { callers: [plan] }), [
        '$(list-tree) 2 × [planStep agent.ts:42] › [askModel llm.ts:7]',
        '$(list-tree) 1 × [agent.ts:61] › [askModel llm.ts:7]',
      ]);
    });

    it('says nothing of a single line without callers', () => {
      assert.deepEqual(waysOf({}), []);
    });

    it('shortens what is long', () => {
      const callers = [1, 2, 3, 4, 5, 6].map((line) => `/work/x.ts:${line}:1`);
      assert.deepEqual(waysOf({ callers }), [
        '$(list-tree) [x.ts:6] › … › [x.ts:2] › [x.ts:1] › [askModel llm.ts:7]',
      ]);
      const many = waysOf(...callers.map((caller) => ({ callers: [caller] })));
      assert.equal(many.length, 5);
      assert.equal(many.at(-1), '$(blank) 2 × by other ways');
    });
  });

  it('links to the timeline at these calls', () => {
    const [, argument = ''] = /\(command:latencyLens\.openTimeline\?([^)]+)\)/.exec(hoverOf([call])) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(argument)), [{ runId: 'r1', callIds: ['c1'] }]);
  });

  it('takes names from servers and files as text', () => {
    const model = '[x](command:evil) | <b> $(bug)';
    const text = hoverOf([{ ...call, model, site: '/work/a.ts:1:1 <anonymous>' }]);
    assert.match(text, /\\\[x\\\]\\\(command:evil\\\) \\\| &lt;b> \\\$\\\(bug\\\)/);
    assert.match(text, /\*\*&lt;anonymous>\*\*/);
  });

  it('says when the program held its answers up, and is silent when it kept up', () => {
    const taken = { ...call, taken: [401, 601, 801, 1001], holdups: [] };
    assert.doesNotMatch(plain(hoverOf([taken])), /program/);
    const late = { ...call, taken: [460, 690, 900, 1080] };
    assert.match(
      plain(hoverOf([late])),
      /^\$\(watch\) The program took chunks up to 100 ms after they came\.$/m,
    );
  });
});
