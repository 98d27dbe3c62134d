import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findActivities } from '../../../../src/analysis/findActivities';
import { findThreads } from '../../../../src/analysis/threads/findThreads';
import type { Thread } from '../../../../src/analysis/threads/thread';
import { anySteps, ConversationProgram } from '../../../support/conversationProgram';
import { drawConversations } from '../../../support/drawConversations';
import { stateAt } from '../../../support/stateAt';

/** Looks at a run again and again while it goes on, and each time holds what is found to what is found afresh. */
function follow(text: string, every: number): readonly Thread[][] {
  const { run } = drawConversations(text);
  const end = Math.max(...run.calls.map(({ attempts }) => attempts.at(-1)?.timing.close ?? 0));
  const states: Thread[][] = [];
  for (let now = 0; now <= end + every; now += every) {
    const activities = findActivities(stateAt(run, now), now);
    const threads = findThreads(activities, states.at(-1));
    assert.deepEqual(threads, findThreads(activities), `at ${now}`);
    states.push(threads as Thread[]);
  }
  return states;
}

const agents = `
  a1 0-400     user1                       > expert#t1       | via ask:5@2 agent:6@2 main:3@1
  s1 500-900   user2                       > search#t2       | via ask:5@4 expert:9@4 agent:7@4 main:3@1
  x1 600-5000  user9                                         | in p2
  http 1000-1900 docs.test                                   | via search:9@15 expert:8@4 agent:7@4 main:3@1
  s2 2000-2400 user2 assistant2#t2 result2#t2                | via ask:5@5 expert:9@5 agent:7@4 main:3@1
  r1 2450-2900 user3                                         | via rate:5@6 agent:7@6 main:3@1
  a2 3000-3500 user1 assistant1#t1 result1#t1 > search#t3    | via ask:5@3 agent:6@3 main:3@1
  http 3600-3700 docs.test
  http 3650-4700 docs.test                                   | via search:9@25 agent:7@24 main:3@1
  b2 3800-3900 user1 assistant1#t1 result1#t1 assistant3#t3 user-other
  a3 4800-5200 user1 assistant1#t1 result1#t1 assistant3#t3 result3#t3 | quotes r1 via ask:5@33 agent:6@33 main:3@1
  a4 5300-5400 user1 assistant1#t1 result1#t1 assistant3#t3 result3#t3 assistant4 user8 | via ask:5@43 agent:6@43 main:3@1
  q1 5900-6000 user5
  q2 6100-6200 user6
  q3 8100-8200 user7
  q4 8300-8400 user8`;

describe('findThreads, of a run that goes on', () => {
  it('finds what it would find afresh', function () {
    this.timeout(10_000);
    const last = follow(agents, 100).at(-1) ?? [];
    const parents = last.map(({ id, parent }) => `${id} ${parent?.thread ?? ''}`.trim());
    assert.deepEqual(parents, ['a1', 's1 a1', 'x1', 'r1 a1', 'b2', 'q1', 'q2', 'q3', 'q4']);
  });

  it('finds what it would find afresh, whatever is had', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(anySteps, fc.constantFrom(30, 90, 250), fc.boolean(), (taken, every, hasIds) => {
        const program = new ConversationProgram(hasIds);
        for (const step of taken) program.take(step);
        follow(program.lines.join('\n'), every);
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  it('gives the same objects for threads that have not changed', function () {
    this.timeout(10_000);
    const states = follow(agents, 100);
    const [before, after] = [states.at(-4) ?? [], states.at(-1) ?? []];
    assert.equal(after[0], before[0]);
    assert.equal(after[1], before[1]);
    assert.equal(after.length, before.length + 1);
  });

  it('begins afresh when what had settled is not as it was', () => {
    const { activities } = drawConversations(agents);
    const threads = findThreads(activities);
    const other = drawConversations(agents.replaceAll('user1', 'user4'));
    assert.deepEqual(findThreads(other.activities, threads), findThreads(other.activities));
    const fewer = activities.slice(3);
    assert.deepEqual(findThreads(fewer, findThreads(activities)), findThreads(fewer));
  });
});
