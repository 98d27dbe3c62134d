import { strict as assert } from 'node:assert';
import { countDone } from '../../../src/completion/results/countDone';
import { findCallsOf, findCaseFrame, suiteRunOf } from '../../../src/ui/suiteRuns';
import { drawCompletionRun, type SampleDrawing } from '../../support/completionDsl';

function suiteOf(samples: readonly SampleDrawing[]) {
  const suite = suiteRunOf(drawCompletionRun({ samples }));
  const [of] = suite?.completion.cases ?? [];
  assert.ok(suite && of);
  return { suite, of };
}

describe('runs of suites', () => {
  it('know the line of a case by the calls that were made from it, with what tells whether it has changed', () => {
    const { suite, of } = suiteOf([{}]);
    const calls = suite.run.calls.map((call) => ({
      ...call,
      attribution: {
        ...call.attribution,
        chain: call.attribution.chain.map((frame) => ({ ...frame, lineHash: 'abc' })),
      },
    }));
    const frame = findCaseFrame({ ...suite, run: { ...suite.run, calls } }, of);
    assert.deepEqual([frame.line, frame.column, frame.lineHash], [3, 5, 'abc']);
  });

  it('know the line of a case that made no call by what the suite said', () => {
    const { suite, of } = suiteOf([{ call: 'none' }]);
    assert.deepEqual(findCaseFrame(suite, of), { file: '/work/suite.completions.json', line: 3, column: 5 });
  });

  it('find the calls of a case and a model', () => {
    const { suite } = suiteOf([{ target: 'a' }, { target: 'b' }, { target: 'b', of: 'c2' }]);
    const ids = (what: Parameters<typeof findCallsOf>[1]) => findCallsOf(suite, what).map(({ id }) => id);
    assert.deepEqual(ids({ caseId: 'c1' }), ['call-s1', 'call-s2']);
    assert.deepEqual(ids({ targetId: 'b' }), ['call-s2', 'call-s3']);
    assert.deepEqual(ids({ caseId: 'c1', targetId: 'b' }), ['call-s2']);
  });

  it('count a burst of keystrokes once', () => {
    const { suite } = suiteOf([{ id: 's1.1', end: 'superseded' }, { id: 's1' }]);
    assert.equal(countDone(suite.completion), 1);
  });
});
