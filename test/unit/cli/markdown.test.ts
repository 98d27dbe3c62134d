import assert from 'node:assert/strict';
import { explainRun } from '../../../src/analysis/explainRun';
import { code, details, literal, table } from '../../../src/cli/markdown/markdownText';
import { writeMarkdown } from '../../../src/cli/markdown/writeMarkdown';
import { drawConversations } from '../../support/drawConversations';
import { type CallDrawing, drawRun } from '../../support/runDsl';

const limited: CallDrawing = {
  site: '/work/agent.ts:42:7 planStep',
  line: 'sent 0, head 100, body 200, close 200',
  status: 429,
  outcome: 'error',
  failure: 'http_429',
  retries: [{ start: 2100, line: 'sent 0, head 100, text 500 1000, finish 1000, done 1000, close 1000' }],
};

describe('writeMarkdown', () => {
  it('begins with what a reviewer wants to know', () => {
    const run = drawRun([limited]);
    const [finding] = explainRun(run, { now: 9000, goal: 'wall' }).findings;
    assert.deepEqual(writeMarkdown(run, 9000, 'wall').slice(0, 10), [
      '### Latency of `node agent.js`',
      '',
      '**3.10 s** from the first request to the end · 1 LLM call · mostly rate limit 2.10 s · wait 500 ms · streaming 500 ms.',
      '',
      '| saves | what adds latency | line |',
      '| --: | :-- | :-- |',
      `| −2.10 s | ${finding?.title} | \`agent.ts:42 planStep\` |`,
      '',
      'Savings of the total time. Without the first one: **3.10 s → 1.00 s**.',
      '',
    ]);
  });

  it('folds the rest away: accounts, loops, lines, what to do', () => {
    const { run } = drawConversations(`
      one 0-1000 user1 > search#t1 | via ask:9@1
      two 1500-2000 user1 assistant1#t1 result1#t1 | via ask:9@2
    `);
    const lines = writeMarkdown(run, 9000, 'wall');
    const summaries = lines.filter((line) => line.startsWith('<summary>'));
    assert.deepEqual(summaries.slice(0, 3), [
      '<summary>Where the time went</summary>',
      '<summary>ask: 2 turns in 2.00 s</summary>',
      '<summary>Calls by line</summary>',
    ]);
    const accounts = lines.slice(lines.indexOf('| account | time | share | of that |') + 2);
    assert.deepEqual(accounts.slice(0, 2), [
      '| wait for first token | 1.50 s | 75 % |  |',
      '| tool search | 500 ms | 25 % |  |',
    ]);
    assert.ok(lines.includes('| 1 | 1.50 s | wait 1.00 s · search 500 ms |'), lines.join('\n'));
    assert.ok(lines.includes('| `agent.ts:9 ask` | 2 | 750 ms | 1.50 s | 75 % |'), lines.join('\n'));
    const opened = lines.filter((line) => line === '<details>').length;
    assert.equal(lines.filter((line) => line === '</details>').length, opened);
  });

  it('says so when there were no calls', () => {
    assert.deepEqual(writeMarkdown(drawRun([]), 0, 'wall').slice(1), ['', 'No LLM calls were seen.']);
  });
});

describe('Markdown', () => {
  it('takes text from outside for text', () => {
    assert.equal(literal('a|b <img> *c* `d`\n@e'), 'a\\|b \\<img\\> \\*c\\* \\`d\\` \\@e');
    assert.equal(code('a|b `c`\u001b'), "`a\\|b 'c' `");
    assert.equal(details('<b> & \u0007x', [])[1], '<summary>&lt;b&gt; &amp;  x</summary>');
  });

  it('aligns the columns of a table', () => {
    assert.deepEqual(table(['a', 'b'], [['1', '2']], ['left', 'right']), [
      '| a | b |',
      '| :-- | --: |',
      '| 1 | 2 |',
    ]);
  });
});
