import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { drawAxis } from '../../../src/cli/terminal/axis';
import { drawRunReport } from '../../../src/cli/terminal/runReport';
import { plain, type Screen, screenOf, truncate, wrap } from '../../../src/cli/terminal/screen';
import { type CallDrawing, drawCall, drawRun, drawWork } from '../../support/runDsl';

const screen = (width: number): Screen => screenOf({ columns: width });

const calls: readonly CallDrawing[] = [
  {
    site: '/work/agent.ts:42:7 planStep',
    line: 'connect 0, tcp 60, tls 200, assigned 200, sent 201, head 300, think 400 700, text 800 900 1600, finish 1600, done 1600, close 2000',
    usage: { inputTokens: 2000, cachedTokens: 500, outputTokens: 6, reasoningTokens: 3 },
  },
  {
    site: '/work/tools.ts:8:3 search',
    start: 2000,
    line: 'head 100, body 200, close 200',
    status: 429,
    outcome: 'error',
    failure: 'http_429',
    retries: [
      {
        start: 3000,
        line: 'head 100, text 500 1000, done 1000, close 1000',
        usage: { inputTokens: 2000, outputTokens: 2 },
      },
    ],
  },
  { site: '', start: 3500, line: 'head 100, text 500, close 500', failure: 'connection_reset' },
];

/** The report without its first line, whose moment depends on the time zone. */
function draw(drawings: readonly CallDrawing[], width: number, facts = {}): string[] {
  const [title, ...lines] = drawRunReport(drawRun(drawings, facts), 5000, screen(width));
  assert.match(title ?? '', /^node agent\.js {2}2026-03-0\d \d\d:\d\d:09$/);
  return lines;
}

/** What stands before the part that `explanation.test.ts` is about. */
function beforeExplanation(lines: readonly string[]): readonly string[] {
  return lines.slice(
    0,
    lines.findIndex((line) => line.startsWith('Where the time went')),
  );
}

describe('drawRunReport', () => {
  it('never names a line as a fact that is none', () => {
    const [call] = calls;
    const doubtful = (confidence: 'low' | 'medium', line: number): CallDrawing => ({
      ...call,
      line: 'head 100, text 200, done 300, close 300',
      site: `/work/a.ts:${line}:1`,
      confidence,
      method: confidence === 'low' ? 'stale' : 'async',
    });
    const drawn = draw([doubtful('low', 1), doubtful('medium', 2)], 100).join('\n');
    assert.equal(drawn.match(/possibly a\.ts:1/g)?.length, 2, 'in the waterfall and in the table');
    assert.equal(drawn.match(/probably a\.ts:2/g)?.length, 2);
    assert.doesNotMatch(drawn, /^(?!.*(possibly|probably)).*a\.ts/m);
    const mixed = draw([doubtful('low', 3), { ...doubtful('low', 3), confidence: 'high' }], 100);
    assert.ok(mixed.includes('a.ts:3: 1 of 2 calls only possibly from here'), mixed.join('\n'));
  });

  it('draws a waterfall and a table', () => {
    assert.deepEqual(beforeExplanation(draw(calls, 100)), [
      '3 LLM calls in 4.00 s · LLM busy 4.00 s (100 %) · 1.1 at a time, at most 2',
      'first answer after 800 ms',
      '4\u202f000 prompt tokens (13 % cached) · 8 output tokens · 3.1 tok/s of gpt-test while busy',
      '1 call without token counts',
      '1 truncated · 1 retry, 800 ms back-off',
      '',
      '                         0 s     1 s      2 s     3 s         TTFT   total',
      '1  agent.ts:42 planStep  ╌╌░▒▒▒▒██████────                  400 ms  1.60 s',
      '2  tools.ts:8 search                      ▚·······░░░░████  500 ms  2.00 s  2 attempts',
      '3  no line found                                      ░░░░  500 ms  500 ms  truncated: connection_r…',
      '   calls at once         ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄█████             ≤ 2',
      '╌ connect   ░ wait   ▒ thinking   █ streaming   ─ tail   ▚ refused   · back-off',
      '',
      'call site             model     calls  TTFT p50  thinking    TPOT  tok/s  call p50   total  share',
      'agent.ts:42 planStep  gpt-test      1    400 ms    400 ms  240 ms    4.2    1.60 s  2.00 s   50 %',
      'tools.ts:8 search     gpt-test      1    500 ms            500 ms    2.0    2.00 s  2.00 s   50 %',
      'no line found                       1                                               500 ms   13 %',
      'no line found: not in the percentiles: 1 truncated',
      '',
      'tools.ts:8 search: Rate limits, not the model, took 1.00 s.',
      '',
    ]);
  });

  it('draws other work between the calls, where it can be seen', () => {
    const { attribution } = drawCall({ site: '/work/tools.ts:8:3 search', line: 'head 1, close 2' });
    const work = [
      drawWork('cpu -900 -100', { name: 'start-up', busy: 790 }),
      drawWork('http -100 0', { name: 'GET a.test/health' }),
      drawWork('process 1600 2000', { name: 'rg', attribution, outcome: 'error', code: '2' }),
      drawWork('http 2000 2010', { name: 'GET a.test/too/short' }),
      drawWork('timer 2100 3000'),
      drawWork('cpu 3000 3500', { busy: 490, cpu: 480 }),
    ];
    const [first] = calls;
    const lines = draw([first as CallDrawing, { line: 'head 100, text 500, close 500', start: 3500 }], 90, {
      work,
    });
    assert.ok(
      lines
        .join(' · ')
        .includes(
          'other work: start-up 790 ms · HTTP 110 ms (2) · process 400 ms · sleep 900 ms · busy 490 ms',
        ),
    );
    const from = lines.findIndex((line) => line.includes('  0 s '));
    assert.deepEqual(lines.slice(from, from + 8), [
      '                         0 s      1 s      2 s     3 s           TTFT   total',
      '   GET a.test/health     ═                                             100 ms',
      '1  agent.ts:42 planStep   ╌╌░▒▒▒▒███████───                    400 ms  1.60 s',
      '   tools.ts:8 rg                        ═══                            400 ms  exit code 2',
      '   sleep                                    ~~~~~~~~                   900 ms',
      '   computing                                        ▞▞▞▞▞              490 ms',
      '2  agent.ts:42 planStep                                  ░░░░  500 ms  500 ms  truncated',
      '╌ connect   ░ wait   ▒ thinking   █ streaming   ─ tail   ═ other work   ~ sleep   ▞ busy',
    ]);
  });

  it('says at the end where the program held its answers up', () => {
    const line = 'head 100, text 400 800, done 900, close 910';
    const site = '/work/agent.ts:42:7 planStep';
    const held = {
      site,
      line,
      taken: [401, 880, 960],
      holdups: [{ kind: 'blocked', start: 250, end: 400, cpu: 149 } as const],
    };
    assert.deepEqual(
      beforeExplanation(draw([held], 200)).slice(-3, -1),
      [
        '',
        'agent.ts:42 planStep: The program took chunks up to 80 ms after they came. ' +
          'The program read nothing for 150 ms: it was computing; TTFT may be up to 150 ms too high.',
      ].flatMap((text) => wrap(text, 200)),
    );
    assert.ok(draw([held], 200).some((row) => row.includes('≤ 400 ms')));
    assert.ok(
      !draw([{ site, line, taken: [401, 801, 901], holdups: [] }], 200)
        .join()
        .includes('program'),
    );
  });

  it('leaves columns out where the screen is narrow, and stays inside it', () => {
    const long = {
      ...calls[0],
      line: 'head 1, text 9',
      site: '/work/a.ts:1:1 theLongestFunctionNameInTheWholeHouse',
    };
    for (const width of [60, 72, 80, 95, 110, 200]) {
      for (const line of draw([...calls, long], width)) assert.ok(line.length <= width, `${width}: ${line}`);
    }
    const narrow = draw(calls, 60);
    assert.ok(narrow.includes('call site             calls  TTFT p50  tok/s   total  share'));
    assert.ok(narrow.includes('1  agent.ts:42 planS…  ╌░░▒▒▒██████───                1.60 s'));
  });

  it('gives one row per group of comparable calls', () => {
    const site = '/work/a.ts:1:1 f';
    const streamed = 'head 1, text 10 20, done 30, close 30';
    const lines = draw(
      [
        { site, model: 'small', line: streamed },
        { site, model: 'small', start: 100, line: streamed },
        { site, model: 'large', start: 200, line: 'head 1, body 20, close 30' },
      ],
      140,
    );
    const table = lines.slice(lines.findIndex((line) => line.startsWith('call site')));
    assert.match(table[1] ?? '', /^a\.ts:1 f +small +3 +10 ms +30 ms +90 ms +39 %$/);
    assert.match(table[2] ?? '', /^ +large, not streamed +1 +30 ms$/);
  });

  it('says of how many calls an early p95 is', () => {
    const line = 'head 1, text 10 20, done 30, close 30';
    const many = Array.from({ length: 6 }, (_, index) => ({ start: index * 100, line }));
    assert.match(draw(many, 160).join('\n'), /10 ms \(n = 6\)/);
    assert.doesNotMatch(draw(many.slice(0, 4), 160).join('\n'), /n = 4/);
  });

  it('leaves the shortest calls out of a long waterfall, and says so', () => {
    const many = Array.from({ length: 130 }, (_, index) => ({
      start: index * 100,
      line: `head 1, text 10 ${20 + index}, done ${20 + index}, close ${20 + index}`,
    }));
    const lines = draw(many, 100);
    assert.equal(lines.filter((line) => /^ *\d+ {2}agent/.test(line)).length, 100);
    assert.ok(lines.includes('30 shorter calls not drawn'));
    assert.ok(lines.some((line) => line.startsWith('130  ')));
    assert.ok(!lines.some((line) => line.startsWith('  1  ')));
  });

  it('shows in each column what takes most of its time', () => {
    const bars = (line: string, end: number) =>
      draw(
        [
          { line: `head 1, body ${end}, close ${end}`, start: 0 },
          { line, start: 1000 },
        ],
        90,
      ).find((row) => row.startsWith('2  '));
    assert.match(bars('head 45, body 46, close 50', 5000) ?? '', / ░ +50 ms/);
    assert.match(bars('head 90, body 180, close 600', 5000) ?? '', / ░░▓▓▓▓▓ +600 ms/);
  });

  it('lets a call in flight grow until now', () => {
    assert.match(draw([{ start: 1000, line: 'head 1' }], 90).join('\n'), /░+ +4\.00 s +in flight/);
  });

  it('explains a run without calls', () => {
    const problems = [
      {
        severity: 'warning',
        code: 'noProcess',
        message: 'Nothing was seen.',
        action: 'Look at the environment.',
      },
    ] as const;
    assert.deepEqual(draw([], 80, { problems }), [
      'No LLM calls were seen.',
      '',
      'warning: Nothing was seen.',
      '  Look at the environment.',
    ]);
  });

  it('colours phases on a terminal with colours, and nothing else changes', () => {
    const run = drawRun(calls);
    const coloured = drawRunReport(run, 5000, screenOf({ isTTY: true, columns: 100, hasColors: () => true }));
    assert.ok(coloured.join('\n').includes('\u001b[35m▒▒▒▒'));
    assert.deepEqual(
      coloured.map((line) => stripVTControlCharacters(line)),
      drawRunReport(run, 5000, screen(100)),
    );
    const without = drawRunReport(run, 5000, screenOf({ isTTY: true, columns: 100, hasColors: () => false }));
    assert.deepEqual(without, drawRunReport(run, 5000, screen(100)));
  });

  it('keeps control characters of outside text from the terminal', () => {
    const site = '/work/a.ts:1:1 \u001b[31mevil\u0007';
    const lines = draw(
      [{ site, model: 'm\u001b[2J', line: 'head 1, text 5, close 9', failure: 'x\u001b]0;t\u0007' }],
      120,
    );
    assert.ok(!/\p{Cc}/u.test(lines.join('')));
  });
});

describe('drawAxis', () => {
  it('puts round moments into their columns', () => {
    assert.equal(drawAxis(4000, 40), '0 s       1 s       2 s       3 s       ');
    assert.equal(drawAxis(90, 30), '0 ms             50 ms        ');
    assert.equal(drawAxis(60_000, 60), '0 s       10 s      20 s      30 s      40 s      50 s      ');
    assert.equal(drawAxis(600_000, 40), '0 min   2 min   4 min   6 min   8 min   ');
  });

  it('never leaves its columns', () => {
    for (let length = 0.5; length < 1e8; length *= 1.7) {
      for (const columns of [24, 37, 80])
        assert.equal(drawAxis(length, columns).length, columns, `${length}`);
    }
    assert.equal(drawAxis(0, 24).length, 24);
  });
});

describe('screen text', () => {
  it('is shortened with an ellipsis and wrapped at spaces', () => {
    assert.equal(truncate('abcdef', 6), 'abcdef');
    assert.equal(truncate('abcdefg', 6), 'abcde…');
    assert.deepEqual(wrap('aa bb cc dddddddd e', 5), ['aa bb', 'cc', 'dddddddd', 'e']);
    assert.equal(plain('a\u001b[31m\nb'), 'a [31m b');
  });
});
