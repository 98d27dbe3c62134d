import assert from 'node:assert/strict';
import { analyseRun } from '../../../../src/analysis/analyseRun';
import { findPathSteps } from '../../../../src/analysis/graph/pathSteps';
import { accountTexts, nameAccount } from '../../../../src/analysis/ledger/accountText';
import { buildLedger, sumPieces } from '../../../../src/analysis/ledger/buildLedger';
import type { LedgerPiece } from '../../../../src/analysis/ledger/ledger';
import {
  buildCallSiteLedgers,
  buildIterationLedger,
  buildRunLedger,
  buildThreadLedger,
} from '../../../../src/analysis/ledger/ledgers';
import { formatSpending } from '../../../../src/analysis/ledger/spendingText';
import type { Thread } from '../../../../src/analysis/threads/thread';
import { drawConversations } from '../../../support/drawConversations';
import { drawEntries } from './support/drawLedger';

const pieces: readonly LedgerPiece[] = [
  { start: 0, end: 10, account: 'connect' },
  { start: 10, end: 60, account: 'wait', holds: [{ account: 'wait', name: 'prefill', time: 30 }] },
  { start: 60, end: 100, account: 'tool', name: 'search', spentOn: { account: 'http', name: 'GET a.test/' } },
  { start: 100, end: 110, account: 'tool', name: 'search' },
  { start: 110, end: 130, account: 'wait', holds: [{ account: 'wait', name: 'prefill', time: 5 }] },
  { start: 130, end: 135, account: 'tool', name: 'fetch', spentOn: { account: 'cpu' } },
];

describe('buildLedger', () => {
  it('sums up by account and name, greatest first, with what is known of the parts', () => {
    assert.equal(
      drawEntries(buildLedger(pieces, { start: 0, end: 135 }).entries),
      'wait 70 [prefill 35], tool search 50 [GET a.test/ 40], connect 10, tool fetch 5 [cpu 5]',
    );
  });

  it('takes only what lies in the interval, and leaves open what nothing tells of', () => {
    assert.equal(
      drawEntries(buildLedger(pieces, { start: 50, end: 80 }).entries),
      'tool search 20 [GET a.test/ 20], wait 10',
    );
    assert.equal(
      drawEntries(buildLedger(pieces, { start: 132, end: 140 }).entries),
      'unexplained 5, tool fetch 3 [cpu 3]',
    );
    assert.equal(drawEntries(buildLedger([], { start: 3, end: 5 }).entries), 'unexplained 2');
    assert.deepEqual(buildLedger(pieces, { start: 5, end: 5 }).entries, []);
  });

  it('is said in words, short ones where there is little room', () => {
    const entries = sumPieces(pieces);
    assert.equal(formatSpending(entries, 3), 'wait 70 ms · search 50 ms · connect 10 ms');
    assert.equal(nameAccount({ account: 'wait' }), 'wait for first token');
    assert.ok(
      Object.values(accountTexts).every(({ label, meaning }) => label && /^[A-Z].*\.$/.test(meaning)),
    );
  });
});

/** Two researchers side by side, then a summary. */
const analysis = analyseRun(
  drawConversations(`
    a1 0-100    user1 > search#t1                      | via ask:9@1 research:7@2 main:3@3
    b1 0-300    user2 > search#t2                      | via ask:9@4 research:7@5 main:3@3
    a2 400-500  user1 assistant1#t1 result1#t1         | via ask:9@6 research:7@2 main:3@3
    b2 600-1000 user2 assistant2#t2 result2#t2         | via ask:9@7 research:7@5 main:3@3
    sum 1010-1200 user3                                | via sum:30@8 main:4@3
  `).run,
  1200,
);

const threadOf = (id: string): Thread => {
  const thread = analysis.threads.find((each) => each.id === id);
  if (!thread) throw new Error(`no thread ${id}`);
  return thread;
};

describe('ledgers', () => {
  it('of a run go by what its end waited for', () => {
    assert.equal(drawEntries(buildRunLedger(analysis).entries), 'wait 890, tool search 300, unexplained 10');
  });

  it('of a thread go by its own end, whatever else the run waited for', () => {
    assert.equal(
      drawEntries(buildThreadLedger(analysis, threadOf('a1')).entries),
      'tool search 300, wait 200',
    );
    assert.equal(
      drawEntries(buildThreadLedger(analysis, threadOf('b1')).entries),
      'wait 700, tool search 300',
    );
    assert.equal(drawEntries(buildThreadLedger(analysis, threadOf('sum')).entries), 'wait 190');
  });

  it('of iterations make up their thread’s', () => {
    const thread = threadOf('a1');
    assert.deepEqual(
      thread.iterations.map((iteration) =>
        drawEntries(buildIterationLedger(analysis, thread, iteration).entries),
      ),
      ['tool search 300, wait 100', 'wait 100'],
    );
  });

  it('of a line tell what the run waited for it, and its own time', () => {
    assert.deepEqual(
      buildCallSiteLedgers(analysis).map(({ site, calls, onPath, own }) => [
        site?.line,
        calls.length,
        onPath.time,
        own.time,
        drawEntries(own.entries),
      ]),
      [
        [9, 4, 700, 900, 'wait 900'],
        [30, 1, 190, 190, 'wait 190'],
      ],
    );
  });

  it('go with the path, told by lines', () => {
    assert.deepEqual(
      findPathSteps(analysis).map(({ site, calls, time, between }) => [site?.line, calls, time, between]),
      [
        [9, 2, 700, 310],
        [30, 1, 190, 0],
      ],
    );
  });
});
