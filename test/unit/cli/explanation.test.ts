import assert from 'node:assert/strict';
import { explainRun } from '../../../src/analysis/explainRun';
import type { Goal } from '../../../src/analysis/whatIf/change';
import type { CallSiteId } from '../../../src/base/units';
import { drawExplanation } from '../../../src/cli/terminal/explanation';
import { screenOf } from '../../../src/cli/terminal/screen';
import type { Run } from '../../../src/model/run';
import { drawConversations } from '../../support/drawConversations';
import { type CallDrawing, drawRun } from '../../support/runDsl';

const draw = (run: Run, width: number, goal: Goal = 'wall') =>
  drawExplanation(explainRun(run, { now: 9000, goal }), screenOf({ columns: width }));

/** Which findings there are is for the tests of detectors. */
function beforeFindings(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line) => line.startsWith('What would make it faster'));
  return at < 0 ? lines : lines.slice(0, at - 1);
}

const { run: loop } = drawConversations(`
  ask    0-1000    sys user1                                        > search#t1 read#t2  | via ask:9@1 agent:7@2 main:3@3
  http   1010-1500 docs.test                                        | via search:20@5 agent:8@2 main:3@3
  timer  1510-1900
  again  2000-2600 sys user1 assistant1#t1#t2 result1#t1 result2#t2 > search#t3 | via ask:9@6 agent:7@2 main:3@3
  http   2610-2800 docs.test                                        | via search:20@7 agent:8@2 main:3@3
  last   2900-3500 sys user1 assistant1#t1#t2 result1#t1 result2#t2 assistant2#t3 result3#t3 | via ask:9@8 agent:7@2 main:3@3
  sum    3510-4000 other | via sum:30@9 main:4@3
`);

const answer: CallDrawing = {
  line: 'assigned 0, sent 1, head 90, text 100 200, finish 200, done 200, close 203',
};
const limited: CallDrawing = {
  site: '/work/agent.ts:42:7 planStep',
  line: 'sent 0, head 100, body 200, close 200',
  status: 429,
  outcome: 'error',
  failure: 'http_429',
  retryAfterMs: 2000,
  retries: [{ start: 2100, line: 'sent 0, head 100, text 500 1000, finish 1000, done 1000, close 1000' }],
};

describe('drawExplanation', () => {
  it('says where the time went, turn by turn, and what the end waited for', () => {
    assert.deepEqual(beforeFindings(draw(loop, 120)), [
      '',
      'Where the time went  4.00 s, each moment once',
      'wait for first token  2.69 s   67 %  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░',
      'tool search, read     1.00 s   25 %  ═══════════                     docs.test 490 ms, sleep 390 ms',
      'tool search           300 ms    8 %  ═══                             docs.test 190 ms',
      'unexplained            10 ms  < 1 %  ?',
      '',
      'ask · agent.ts:9 · 3 turns in 3.50 s',
      '1  2.00 s  ░░░░░░░░░░░░░░░░░░░░════════════════════  wait 1.00 s · search, read 1.00 s',
      '2  900 ms  ░░░░░░░░░░░░══════                        wait 600 ms · search 300 ms',
      '3  600 ms  ░░░░░░░░░░░░                              wait 600 ms',
      '',
      'Critical path  the calls that the end waited for + what followed them',
      'agent.ts:9 ask ×3 2.20 s + 1.31 s → agent.ts:30 sum 490 ms',
    ]);
  });

  it('names a loop once where its place is its only name', () => {
    const { run } = drawConversations(`
      one 0-1000 user1 > search#t1
      two 1500-2000 user1 assistant1#t1 result1#t1
    `);
    const site = { file: '/work/agent.ts', line: 9, column: 1, id: '/work/agent.ts:9:1' as CallSiteId };
    const attribution = { method: 'sync', confidence: 'high', site, chain: [site] } as const;
    const calls = run.calls.map((call) => ({ ...call, attribution }));
    assert.ok(draw({ ...run, calls }, 100).includes('agent.ts:9 · 2 turns in 2.00 s'));
  });

  it('gives way where the screen is narrow', () => {
    assert.deepEqual(draw(loop, 80).slice(1, 5), [
      'Where the time went  4.00 s, each moment once',
      'wait for first token  2.69 s   67 %  ░░░░░░░░░░░░',
      'tool search, read     1.00 s   25 %  ════          docs.test 490 ms',
      'tool search           300 ms    8 %  ═             docs.test 190 ms',
    ]);
  });

  it('stays inside every screen', () => {
    const many = Array.from({ length: 14 }, (_, index) => ({
      ...answer,
      start: 300 * index,
      site: `/work/src/agentWithALongName${index % 7}.ts:42:7 functionWithALongName`,
    }));
    for (const run of [loop, drawRun([limited, ...many])]) {
      for (const width of [60, 80, 120, 200]) {
        for (const line of draw(run, width)) assert.ok([...line].length <= width, `${width}: ${line}`);
      }
    }
  });

  it('says what would be saved, where, and what to do', () => {
    const run = drawRun([limited]);
    const [finding] = explainRun(run, { now: 9000, goal: 'wall' }).findings;
    const lines = draw(run, 100);
    const [title, saving, place, ...advice] = lines.slice(
      lines.findIndex((line) => /^What would/.test(line)),
    );
    assert.equal(title, 'What would make it faster  savings of the total time');
    assert.equal(saving, `−2.10 s  ${finding?.title}`);
    assert.equal(place, '         agent.ts:42 planStep');
    assert.ok(advice.slice(0, -1).every((line) => /^ {9}\S/.test(line)) && advice.length > 2);
    assert.equal(advice.at(-1), 'Without the first one: 3.10 s → 1.00 s');
  });

  it('needs few words for one call', () => {
    assert.deepEqual(beforeFindings(draw(drawRun([answer]), 100)), [
      '',
      'Where the time went  203 ms, each moment once',
      'streaming             100 ms  49 %  ██████████████████████████████',
      'wait for first token   99 ms  49 %  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░',
      'tail                  3.0 ms   1 %  ─',
      'less than 1 % each: send 1.0 ms',
    ]);
  });

  it('names a line as certain only where it is', () => {
    const lines = draw(drawRun([{ ...limited, confidence: 'low', method: 'stale' }]), 100).join('\n');
    assert.ok(lines.includes('possibly agent.ts:42 planStep'), lines);
    assert.doesNotMatch(lines, /(?<!possibly )agent\.ts/);
  });

  it('leaves the shorter turns of a long loop out, and says so', () => {
    const turns = Array.from({ length: 14 }, (_, index) => {
      const history = Array.from({ length: index }, (_, at) => `assistant${at}#t${at} result${at}#t${at}`);
      const length = index === 3 || index === 5 ? 50 : 100;
      return `c${index} ${200 * index}-${200 * index + length} user1 ${history.join(' ')} > search#t${index}`;
    });
    const lines = draw(drawConversations(turns.join('\n')).run, 100);
    const from = lines.findIndex((line) => line.includes('14 turns'));
    assert.equal(lines[from + 13], '2 shorter turns not drawn');
  });

  it('tells a path of many lines by its ends', () => {
    const calls = Array.from({ length: 20 }, (_, index) => ({
      ...answer,
      start: 300 * index,
      site: `/work/agent.ts:${index + 1}:1`,
    }));
    const path = beforeFindings(draw(drawRun(calls), 200))
      .slice(-2)
      .join(' ');
    assert.match(path, /agent\.ts:4 203 ms \+ 97 ms → 12 more → agent\.ts:17/);
    assert.match(path, /agent\.ts:20 203 ms$/);
  });
});
