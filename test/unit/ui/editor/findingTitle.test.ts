import { strict as assert } from 'node:assert';
import type { Finding } from '../../../../src/analysis/findings/finding';
import type { CallId } from '../../../../src/base/units';
import { formatFindingTitle, formatFindingTooltip } from '../../../../src/ui/editor/findingTitle';

const finding: Finding = {
  id: 'serialCalls a',
  detector: 'serialCalls',
  title: '4 calls in series',
  explanation: 'None needs what another one answered.',
  advice: 'Start them together.',
  certainty: 'certain',
  activities: ['a' as CallId],
  places: [],
  evidence: [],
  changes: [],
  saving: 3200,
  savingLow: 2000,
  savingHigh: 3400,
};

function titleOf(more: Partial<Finding>): string {
  return formatFindingTitle({ ...finding, ...more }).replaceAll('\u00a0', ' ');
}

describe('formatFindingTitle', () => {
  it('says first what can be saved', () => {
    assert.equal(titleOf({}), '$(lightbulb) −3.20 s: 4 calls in series');
  });

  it('never draws a doubtful finding as a fact', () => {
    assert.equal(titleOf({ certainty: 'likely' }), '$(lightbulb) likely −3.20 s: 4 calls in series');
    assert.equal(titleOf({ certainty: 'possible' }), '$(lightbulb) possibly −3.20 s: 4 calls in series');
  });

  it('promises nothing where nothing is known to be saved', () => {
    assert.equal(titleOf({ saving: 0 }), '$(lightbulb) 4 calls in series');
    assert.equal(titleOf({ saving: 0, certainty: 'possible' }), '$(lightbulb) possibly: 4 calls in series');
  });
});

describe('formatFindingTooltip', () => {
  it('says what was seen, what to do, and what else there is', () => {
    assert.equal(
      formatFindingTooltip([finding, { ...finding, title: 'Long output' }]),
      'None needs what another one answered.\nStart them together.\nAlso: Long output',
    );
    assert.equal(formatFindingTooltip([]), '');
  });
});
