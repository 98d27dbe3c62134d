import { strict as assert } from 'node:assert';
import type { ActivityId } from '../../../../src/analysis/activity';
import { analyseRun, type RunAnalysis } from '../../../../src/analysis/analyseRun';
import type { Finding } from '../../../../src/analysis/findings/finding';
import type { TimelineShare } from '../../../../src/protocol/timelineAnalysis';
import { buildTimelineAnalysis } from '../../../../src/ui/views/timelineAnalysis';
import { buildTimelinePrediction } from '../../../../src/ui/views/timelineFindings';
import { drawConversations } from '../../../support/drawConversations';

const END = 1000;

/** A loop of two turns with a tool between them, after a request of its own; in it, an agent of its own. */
const agent = `
  plan   0-100     user9                                             | via plan:5@1 main:9@1
  ask1   120-300   sys user1 > search#t1                             | via ask:10@2 loop:20@1 main:9@1
  http 310-420 docs.test                                             | via search:30@3 loop:20@1 main:9@1
  ask2   450-600   sys user1 assistant1#t1 result1#t1 > read#t2      | via ask:10@4 loop:20@1 main:9@1
  ask3   700-1000  sys user1 assistant1#t1 result1#t1 assistant2#t2 result2#t2 | via ask:10@5 loop:20@1 main:9@1`;

const analyse = (text: string): RunAnalysis => analyseRun(drawConversations(text).run, END);
const build = (text: string) => buildTimelineAnalysis(analyse(text), [], 'wall');
const sum = (shares: readonly TimelineShare[]) => shares.reduce((total, { time }) => total + time, 0);

describe('what the timeline is told of where the time went', () => {
  it('groups calls that carry each other on, and names the group', () => {
    const [thread, ...others] = build(agent).threads;
    assert.deepEqual(others, []);
    assert.deepEqual(
      thread?.iterations.map(({ ordinal, callIds }) => [ordinal, ...callIds]),
      [
        [1, 'ask1'],
        [2, 'ask2'],
        [3, 'ask3'],
      ],
    );
    assert.deepEqual([thread?.name, thread?.place], ['loop', 'agent.ts:10']);
  });

  it('has no groups without a loop', () => {
    assert.deepEqual(build('a 0-100 sys user1\n b 200-1000 sys user2').threads, []);
  });

  it('has other work in the group that goes on around it', () => {
    assert.deepEqual(build(agent).threads[0]?.others, ['w-http 310 420 docs.test']);
  });

  it('leaves other work alone when it can belong to more than one', () => {
    const beside = `
      a1 0-300   sys user1
      b1 10-310  sys user2
      timer 320-380
      a2 400-900 sys user1 assistant1 user3
      b2 410-1000 sys user2 assistant2 user4`;
    const { threads } = build(beside);
    assert.equal(threads.length, 2);
    assert.deepEqual(
      threads.map(({ others }) => others),
      [[], []],
    );
  });

  it('gives each millisecond of the run, and of each iteration, to an account', () => {
    const { ledger, start, end, threads } = build(agent);
    assert.ok(Math.abs(sum(ledger) - (end - start)) < 0.1);
    for (const iteration of threads[0]?.iterations ?? []) {
      assert.ok(Math.abs(sum(iteration.ledger) - (iteration.end - iteration.start)) < 0.1);
    }
  });

  it('says of each gap between an answer and a request what it was spent on', () => {
    const { gaps } = build(agent);
    assert.deepEqual(
      gaps.map(({ callId, start, end, shares }) => [callId, start, end, shares[0]?.label]),
      [
        ['ask1', 100, 120, 'unexplained'],
        ['ask2', 300, 450, 'search'],
        ['ask3', 600, 700, 'read'],
      ],
    );
  });

  it('tells the critical path without gaps, and slack of calls beside it', () => {
    const { path, slack } = build(`
      a 0-400   user1 | via one:1@1 main:9@1
      b 0-900   user2 | via two:2@1 main:9@1
      c 910-1000 user3 | via three:3@1 main:9@1 quotes a b`);
    assert.deepEqual([path[0]?.start, path.at(-1)?.end], [0, END]);
    for (const [index, { start }] of path.slice(1).entries()) assert.equal(start, path[index]?.end);
    assert.ok(path.some(({ rowId }) => rowId === 'b') && !path.some(({ rowId }) => rowId === 'a'));
    assert.deepEqual(
      slack.map(([id]) => id),
      ['a'],
    );
  });
});

describe('findings in the timeline', () => {
  const analysis = analyse(agent);
  const finding: Finding = {
    id: 'f1',
    detector: 'longOutput',
    title: 'The tool takes long',
    explanation: 'It was waited for.',
    advice: 'Make it faster.',
    certainty: 'likely',
    activities: ['w-http 310 420 docs.test' as ActivityId],
    places: [{ file: '/work/agent.ts', line: 30, column: 1, functionName: 'search' }],
    evidence: [{ label: 'Time', value: '110 ms' }],
    changes: [{ kind: 'scale', activities: ['w-http 310 420 docs.test' as ActivityId], factor: 0 }],
    saving: 110,
    savingLow: 100,
    savingHigh: 120,
  };
  const described = (facts: Partial<Finding>) =>
    buildTimelineAnalysis(analysis, [{ ...finding, ...facts }], 'wall').findings[0];

  it('say what they cost, of how much, and where', () => {
    const { saving, savingOf, places, rowIds, hasWhatIf } = described({}) ?? assert.fail();
    assert.deepEqual([saving, savingOf], ['−110 ms', 'of 1.00 s']);
    assert.deepEqual(places, [{ name: 'search', place: 'agent.ts:30' }]);
    assert.deepEqual(rowIds, ['w-http 310 420 docs.test']);
    assert.ok(hasWhatIf);
  });

  it('say nothing of a saving where there is none, and offer no what-if without a change', () => {
    const warning = described({ saving: 0, savingLow: 0, savingHigh: 0, changes: [] });
    assert.deepEqual([warning?.saving, warning?.savingOf, warning?.hasWhatIf], ['', '', false]);
  });

  it('show where each row would have been without them, and when the run would have ended', () => {
    const prediction = buildTimelinePrediction(analysis, [finding], 'wall');
    assert.deepEqual(prediction.findingIds, ['f1']);
    assert.deepEqual([prediction.before, prediction.after], ['1.00 s', '890 ms']);
    assert.equal(prediction.end, 890);
    assert.deepEqual(
      prediction.moved.filter(([id]) => id.startsWith('ask')),
      [
        ['ask2', 340, 490],
        ['ask3', 590, 890],
      ],
    );
  });

  it('leave rows where they were when nothing is supposed', () => {
    const { moved, gone, before, after } = buildTimelinePrediction(analysis, [], 'wall');
    assert.deepEqual([moved, gone, after], [[], [], before]);
  });
});
