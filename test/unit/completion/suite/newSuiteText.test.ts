import assert from 'node:assert/strict';
import { newSuiteText } from '../../../../src/completion/suite/newSuiteText';
import { readGood } from './markedSuite';

describe('newSuiteText', () => {
  it('is a suite without faults, whatever its name', () => {
    for (const name of ['shop', 'a "quoted" \\ name', '${it}']) {
      const suite = readGood(newSuiteText(name));
      assert.equal(suite.name, name);
      assert.deepEqual(suite.targets[0]?.key, { env: 'OPENAI_API_KEY' });
      assert.ok(suite.cases.length > 0);
    }
  });
});
