import assert from 'node:assert/strict';
import { findThreads } from '../../../../src/analysis/threads/findThreads';
import type { Thread } from '../../../../src/analysis/threads/thread';
import { drawConversations } from '../../../support/drawConversations';

/** Threads as text: iterations apart by bars, each with its calls, and what the thread hangs on. */
function shown(text: string): string[] {
  return findThreads(drawConversations(text).activities).map(show);
}

function show({ iterations, branchOf, parent }: Thread): string {
  const turns = iterations.map(({ calls }) => calls.map(({ id }) => id).join(' '));
  const branch = branchOf ? ` branch of ${branchOf.thread} ${branchOf.iteration}` : '';
  const nested = parent ? ` in ${parent.thread} ${parent.iteration}` : '';
  return `${turns.join(' | ')}${branch}${nested}`;
}

describe('findThreads', () => {
  it('follows a conversation that grows', () => {
    const run = `
      a 0-100   sys user1
      b 200-300 sys user1 assistant1 user2
      c 400-500 sys user1 assistant1 user2 assistant2 user3`;
    assert.deepEqual(shown(run), ['a | b | c']);
  });

  it('follows it when instructions and tools change from turn to turn', () => {
    const run = `
      a 0-100   tools1 sys1 user1
      b 200-300 tools2 sys2 user1 assistant1 user2
      c 400-500 user1 assistant1 user2 assistant2 sys3 user3`;
    assert.deepEqual(shown(run), ['a | b | c']);
  });

  it('keeps requests apart that only begin alike', () => {
    assert.deepEqual(shown('a 0-100 sys user1\n b 200-300 sys user2\n c 300-400 sys'), ['a', 'b', 'c']);
  });

  it('says nothing of calls whose prompts are not known', () => {
    const via = '| via ask:5@1 agent:7@1 main:3@1';
    assert.deepEqual(shown(`a 0-100 ${via}\n b 200-300 ${via}`), ['a', 'b']);
  });

  it('follows the ids of tool calls where history was cut', () => {
    const run = `
      a 0-100   sys user1 > search#t1
      b 200-300 sys other1 assistant1#t1 result1#t1`;
    assert.deepEqual(shown(run), ['a | b']);
  });

  it('tells conversations apart whose tool calls have the same ids', () => {
    const run = `
      a1 0-100   sys user1 > search#call_0
      b1 50-150  sys user2 > search#call_0
      a2 200-300 sys user1 assistant1#call_0 result1#call_0 > search#call_0
      b2 210-310 sys user2 assistant2#call_0 result2#call_0 > search#call_0
      a3 400-500 sys user1 assistant1#call_0 result1#call_0 assistant1b#call_0 result1b#call_0`;
    assert.deepEqual(shown(run), ['a1 | a2 | a3', 'b1 | b2']);
  });

  it('follows the answer that a request names', () => {
    const run = `
      a 0-100   user1                     | is r1
      b 200-300 user2                     | is r2 after r1
      c 400-500                           | after r2
      d 600-700 user4                     | after r9`;
    assert.deepEqual(shown(run), ['a | b | c', 'd']);
  });

  it('follows the conversation that a server keeps', () => {
    const run = `
      a 0-100   sys other1 user1          | on socket
      b 150-200 sys other2 user1          | on socket
      c 200-300 sys other1 user2          | on socket`;
    assert.deepEqual(shown(run), ['a | c', 'b']);
  });

  it('follows a conversation through a sliding window', () => {
    const run = `
      a 0-100   sys user1 assistant1 user2
      b 200-300 sys assistant1 user2 assistant2 user3
      c 400-500 sys assistant2 user3 assistant3 user4`;
    assert.deepEqual(shown(run), ['a | b | c']);
  });

  it('follows it where the first message is kept and the middle goes', () => {
    const run = `
      a 0-100   sys user1
      b 200-300 sys user1 assistant1 user2
      c 400-500 sys user1 assistant1 user2 assistant2 user3
      d 600-700 sys user1 assistant2 user3 assistant3 user4`;
    assert.deepEqual(shown(run), ['a | b | c | d']);
  });

  it('puts a request that is made again into the same iteration', () => {
    const run = `
      a 0-100   sys1 user1
      b 200-250 sys2 user1 assistant1 user2 | fails
      c 260-300 sys3 user1 assistant1 user2
      d 400-500 sys4 user1 assistant1 user2 assistant2 user3`;
    assert.deepEqual(shown(run), ['a | b c | d']);
  });

  it('puts what was tried with another model after a failure into the same iteration', () => {
    const run = `
      a 0-100   sys user1 | of large fails
      b 200-250 sys user1 | of small
      c 400-500 sys user1 assistant1 user2 | of small`;
    assert.deepEqual(shown(run), ['a b | c']);
  });

  it('keeps the same question to several models, roles or at several places apart', () => {
    const run = `
      a 0-100 sys1 user1
      b 0-100 sys1 user1 | of other
      c 0-100 sys2~99 user1
      d 0-100 sys1 user1 | via elsewhere`;
    assert.deepEqual(shown(run), ['a', 'b', 'c', 'd']);
  });

  it('takes the best of several answers to one request for one iteration', () => {
    const run = `
      a 0-100   sys user1                 > search#t1
      b 0-150   sys user1                 > search#t2
      c 0-120   sys user1                 > search#t3
      d 200-300 sys user1 assistant2#t2 result#t2`;
    assert.deepEqual(shown(run), ['a b c | d']);
  });

  it('takes conversations for several that began alike and all went on', () => {
    const run = `
      a1 0-100   sys user1                 > search#t1
      b1 10-150  sys user1                 > search#t2
      b2 200-300 sys user1 assistant2#t2 result#t2
      a2 210-300 sys user1 assistant1#t1 result#t1`;
    assert.deepEqual(shown(run), ['a1 | a2', 'b1 | b2']);
  });

  it('takes a conversation that is had once more for another one', () => {
    const run = `
      a1 0-100   sys user1
      a2 200-300 sys user1 assistant1 user2
      b1 400-500 sys user1
      b2 600-700 sys user1 assistant1 user2`;
    assert.deepEqual(shown(run), ['a1 | a2', 'b1 | b2']);
  });

  it('tells a branch from the conversation that goes on', () => {
    const run = `
      a 0-100   sys user1
      b 200-300 sys user1 assistant1 user2
      t 310-320 sys user1 assistant1 user2 assistant2 user-title
      c 400-500 sys user1 assistant1 user2 assistant2 user3
      d 600-700 sys user1 assistant1 user2 assistant2 user3 assistant3 user4`;
    assert.deepEqual(shown(run), ['a | b | c | d', 't branch of a 2']);
  });

  it('keeps two agents apart that talk with each other', () => {
    const run = `
      x1 0-100   sys1 user-topic
      y1 110-200 sys2 user-x1                                    | quotes x1
      x2 210-300 sys1 user-topic assistant-x1 user-y1            | quotes x1 y1
      y2 310-400 sys2 user-x1 assistant-y1 user-x2               | quotes x1 y1 x2
      x3 410-500 sys1 user-topic assistant-x1 user-y1 assistant-x2 user-y2`;
    assert.deepEqual(shown(run), ['x1 | x2 | x3', 'y1 | y2']);
  });

  it('keeps agents apart that talk in one room from one topic on', () => {
    const run = `
      x1 0-100   sys1~10 user-topic
      y1 0-100   sys2~12 user-topic
      x2 210-300 sys1~10 user-topic assistant-x1 user-y1            | quotes x1 y1
      y2 310-400 sys2~12 user-topic assistant-y1 user-x1 user-x2    | quotes x1 y1 x2
      z1 410-500 sys3~14 user-topic user-x1 user-y1`;
    assert.deepEqual(shown(run), ['x1 | x2', 'y1 | y2', 'z1']);
  });

  it('goes on from what was asked in vain', () => {
    const run = `
      a 0-100   sys user1 | fails
      b 200-300 sys user1 user2`;
    assert.deepEqual(shown(run), ['a | b']);
  });

  it('goes on from an answer whose beginning was written for the model', () => {
    const run = `
      a 0-100   sys user1 assistant-begun
      b 200-300 sys user1 assistant-whole user2`;
    assert.deepEqual(shown(run), ['a | b']);
  });

  it('follows a conversation over several processes', () => {
    const run = `
      a 0-100   sys user1                  | in p1
      b 200-300 sys user1 assistant1 user2 | in p2`;
    assert.deepEqual(shown(run), ['a | b']);
  });
});
