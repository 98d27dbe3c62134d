import assert from 'node:assert/strict';
import { findThreads } from '../../../../src/analysis/threads/findThreads';
import { drawConversations } from '../../../support/drawConversations';

/** Tool runs of all threads as text: iteration, names, times, and what was done in them. */
function shown(text: string): string[] {
  return findThreads(drawConversations(text).activities).flatMap(({ id, iterations }) =>
    iterations.flatMap(({ ordinal, tools }) =>
      tools.map(({ names, start, end, activities }) => {
        const done = activities.map((one) => one.replace(/^w-\w+ ([\d.]+) .*$/, '$1')).join(' ');
        return `${id} ${ordinal}: ${names.join(' ')} ${start}-${end}${done && ` (${done})`}`;
      }),
    ),
  );
}

describe('findThreads, of tools', () => {
  it('gives a single tool all the time up to the request that brings its result', () => {
    const run = `
      a 0-100    user1                       > search#t1
      http 110-190 GET docs.test
      b 200-300  user1 assistant1#t1 result1#t1`;
    assert.deepEqual(shown(run), ['a 1: search 100-200 (110)']);
  });

  it('tells of no tools that nobody asked for, whose results nobody brings, or that the server ran', () => {
    const run = `
      a 0-100    user1                       > search#t1
      b 200-300  user1 assistant1#t1 result1#t1
      c 400-500  user1 assistant1#t1 result1#t1 assistant2 user2 > web#s1 search#t2
      d 600-700  user1 assistant1#t1 result1#t1 assistant2 user2 assistant3#s1#t2 result#t2 > search#t3
      e 800-900  user1 assistant1#t1 result1#t1 assistant2 user2 assistant3#s1#t2 result#t2 assistant4#t3 user3`;
    assert.deepEqual(shown(run), ['a 1: search 100-200', 'a 3: search 500-600']);
  });

  it('takes all that were asked for where a style has no ids', () => {
    const run = `
      a 0-100    user1                       > search read
      b 200-300  user1 assistant1 result1    > search
      c 400-500  user1 assistant1 result1 assistant2 user2`;
    assert.deepEqual(shown(run), ['a 1: search read 100-200']);
  });

  it('tells tools apart by the functions that they are called like', () => {
    const run = `
      a 0-100    user1                       > read_file#t1 run_tests#t2 fetchDocs#t3
      http    110-150 docs.test              | via Tools.fetchDocs:9@5 runTool:8@5 agent:7@4 main:3@1
      process 120-180 npm                    | via spawnIt:9@6 runTests:4@6 runTool:8@6 agent:7@4 main:3@1
      http    160-190 other.test             | via helper:9@7 agent:7@4 main:3@1
      b 200-300  user1 assistant1#t1#t2#t3 result1#t1#t2#t3`;
    assert.deepEqual(shown(run), [
      'a 1: read_file 100-200 (160)',
      'a 1: fetchDocs 110-150 (110)',
      'a 1: run_tests 120-180 (120)',
    ]);
  });

  it('tells tools apart by their names over MCP', () => {
    const run = `
      a 0-100    user1                       > mcp__docs__search#t1 mcp__docs__read#t2
      tool 110-150 search
      tool 150-190 read
      b 200-300  user1 assistant1#t1#t2 result1#t1#t2`;
    assert.deepEqual(shown(run), [
      'a 1: mcp__docs__search 110-150 (110)',
      'a 1: mcp__docs__read 150-190 (150)',
    ]);
  });

  it('tells calls of one tool apart that came through executions of their own', () => {
    const together = (moment: number) => `
      a 0-100    user1                       > search#t1 search#t2
      http 110-150 docs.test                 | via search:9@5 agent:7@5 main:3@1
      http 160-190 docs.test                 | via search:9@6 agent:7@${moment} main:3@1
      b 200-300  user1 assistant1#t1#t2 result1#t1#t2 > stop | via ask:5@2 agent:6@2 main:3@1
      c 400-500  user1 assistant1#t1#t2 result1#t1#t2 assistant2 user2 | via ask:5@3 agent:6@3 main:3@1`;
    assert.deepEqual(shown(together(6)), ['a 1: search 110-150 (110)', 'a 1: search 160-190 (160)']);
    assert.deepEqual(shown(together(5)), ['a 1: search search 110-190 (110 160)']);
  });

  it('tells of tools that were begun while the answer came', () => {
    const run = `
      a 0-100    user1                       > search#t1 read#t2 | via ask:5@2 agent:6@2 main:3@1
      http 50-150 docs.test                  | via search:9@5 agent:6@5 main:3@1
      b 200-300  user1 assistant1#t1#t2 result1#t1#t2            | via ask:5@3 agent:6@3 main:3@1`;
    assert.deepEqual(shown(run), ['a 1: search 50-150 (50)', 'a 1: read 100-200']);
  });

  it('tells of tools after the last answer only what is known by name', () => {
    const run = `
      a 0-100    user1                       > search#t1         | via ask:5@2 agent:6@2 main:3@1
      b 200-300  user1 assistant1#t1 result1#t1 > search#t2 read#t3 | via ask:5@3 agent:6@3 main:3@1
      http 310-350 docs.test                 | via search:9@5 agent:6@5 main:3@1
      http 360-450 docs.test                 | via report:9@5 main:4@1`;
    assert.deepEqual(shown(run), ['a 1: search 100-200', 'b 2: search 310-350 (310)'.replace('b', 'a')]);
  });

  it('puts the work of each of several threads where it belongs', () => {
    const run = `
      a1 0-100    user1                       > search#t1         | via ask:5@2 agent:6@2 main:3@1
      b1 0-100    user2                       > search#t2         | via ask:5@12 agent:6@12 main:3@11
      http 110-150 docs.test                  | via search:9@5 agent:6@5 main:3@1
      http 120-160 docs.test                  | via search:9@15 agent:6@15 main:3@11
      http 130-170 docs.test
      a2 200-300  user1 assistant1#t1 result1#t1                  | via ask:5@3 agent:6@3 main:3@1
      b2 200-300  user2 assistant2#t2 result2#t2                  | via ask:5@13 agent:6@13 main:3@11`;
    assert.deepEqual(shown(run), ['a1 1: search 100-200 (110)', 'b1 1: search 100-200 (120)']);
  });
});
