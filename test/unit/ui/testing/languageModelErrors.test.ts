import assert from 'node:assert/strict';
import { describeModelError } from '../../../../src/ui/testing/languageModelErrors';

describe('describeModelError', () => {
  for (const [code, kind, action] of [
    ['NoPermissions', 'forbidden', /allow/],
    ['Blocked', 'rateLimited', /Wait/],
    ['NotFound', 'notFound', /another model/],
    ['Unknown', 'serverError', /log/],
  ] as const) {
    it(`says what to do about ${code}, and nothing of what the extension said`, () => {
      const described = describeModelError(Object.assign(new Error('key sk-canary'), { code }));
      assert.equal(described.kind, kind);
      assert.match(described.action, action);
      assert.doesNotMatch(JSON.stringify(described), /canary/);
    });
  }

  it('takes whatever is thrown', () => {
    assert.equal(describeModelError(undefined).kind, 'serverError');
    assert.equal(describeModelError('canary').kind, 'serverError');
  });
});
