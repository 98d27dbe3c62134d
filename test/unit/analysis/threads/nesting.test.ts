import assert from 'node:assert/strict';
import { findThreads } from '../../../../src/analysis/threads/findThreads';
import { drawConversations } from '../../../support/drawConversations';

/** Threads by their first calls, each with the iteration of another one that it runs on behalf of. */
function shown(text: string): string[] {
  return findThreads(drawConversations(text).activities).map(({ id, parent }) =>
    parent ? `${id} in ${parent.thread} ${parent.iteration}` : id,
  );
}

/** A conversation of two turns with a tool in between, made in `main`. */
const outer = `
  a1 0-100     user1                       > ask_expert#t1    | via ask:5@2 agent:6@2 main:3@1
  a2 1000-1100 user1 assistant1#t1 result1#t1                 | via ask:5@3 agent:6@3 main:3@1`;

describe('findThreads, of threads within threads', () => {
  it('nests what comes through the execution of another thread, between two of its calls', () => {
    const run = `${outer}
      s1 200-300 user2                       > search#t2      | via ask:5@4 expert:9@4 agent:7@4 main:3@1
      s2 400-500 user2 assistant2#t2 result2#t2               | via ask:5@5 expert:9@5 agent:7@4 main:3@1
      x1 410-420 user3                                        | via rate:5@6 search:8@6 expert:10@6 agent:7@4 main:3@1`;
    assert.deepEqual(shown(run), ['a1', 's1 in a1 1', 'x1 in a1 1']);
  });

  it('nests in the innermost', () => {
    const run = `${outer}
      s1 200-300 user2                       > search#t2      | via ask:5@14 expert:9@14 agent:7@4 main:3@1
      x1 310-390 user3                                        | via rate:5@6 search:8@6 expert:10@6 agent:7@4 main:3@1
      s2 400-500 user2 assistant2#t2 result2#t2               | via ask:5@5 expert:9@5 agent:7@4 main:3@1`;
    assert.deepEqual(shown(run), ['a1', 's1 in a1 1', 'x1 in s1 1']);
  });

  it('nests agents that run side by side under the one that started them', () => {
    const run = `${outer}
      s1 200-300 user2 | via ask:5@4 expert:9@4 agent:7@4 main:3@1
      s2 200-310 user3 | via ask:5@5 expert:9@5 agent:7@5 main:3@1
      s3 210-320 user4 | via ask:5@6 expert:9@6 agent:7@6 main:3@1`;
    assert.deepEqual(shown(run), ['a1', 's1 in a1 1', 's2 in a1 1', 's3 in a1 1']);
  });

  it('leaves agents side by side that come through executions of their own', () => {
    const run = `${outer}
      s1 200-300 user2 | via ask:5@14 agent:6@14 main:3@11
      s2 400-500 user3 | via other:9@15 main:4@12`;
    assert.deepEqual(shown(run), ['a1', 's1', 's2']);
  });

  it('leaves what goes on beyond the iteration, and what began before its answer', () => {
    const run = `${outer}
      s1 200-1050 user2 | via ask:5@4 expert:9@4 agent:7@4 main:3@1
      s2 50-300   user3 | via ask:5@5 expert:9@5 agent:7@5 main:3@1`;
    assert.deepEqual(shown(run), ['a1', 's2', 's1']);
  });

  it('nests what a later request of the conversation quotes', () => {
    const run = `
      a1 0-100     user1                      
      s1 200-300   user2
      s2 310-400   user3
      a2 1000-1100 user1 assistant1 user4                     | quotes s1`;
    assert.deepEqual(shown(run), ['a1', 's1 in a1 1', 's2']);
  });

  it('nests by time alone where one tool run is all there is', () => {
    const alone = `
      a1 0-100     user1                       > ask_expert#t1
      s1 200-300   user2                       | in p2
      a2 1000-1100 user1 assistant1#t1 result1#t1`;
    assert.deepEqual(shown(alone), ['a1', 's1 in a1 1']);
    const several = `${alone}
      b1 10-110    user5                       > ask_expert#t5
      b2 1001-1100 user5 assistant5#t5 result5#t5`;
    assert.deepEqual(shown(several), ['a1', 'b1', 's1']);
  });

  it('takes the same way through a program for another conversation, not for one within', () => {
    const run = `
      a1 0-100     user1                       > search#t1    | via ask:5 handle:6
      b1 200-300   user2                                      | via ask:5 handle:6
      c1 400-500   user3                                      | via rate:9 search:8 handle:7
      a2 1000-1100 user1 assistant1#t1 result1#t1             | via ask:5 handle:6`;
    assert.deepEqual(shown(run), ['a1', 'b1', 'c1 in a1 1']);
  });
});
