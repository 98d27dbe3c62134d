import assert from 'node:assert/strict';
import { quoteServer } from '../../../../src/completion/runner/serverWords';

const nothing = { credentials: [], content: [] };

describe('quoteServer', () => {
  it('finds the message in the bodies of all providers', () => {
    const bodies = [
      '{"error": {"message": "too long", "type": "x"}}',
      '{"error": "too long"}',
      '{"message": "too long"}',
      '{"detail": "too long"}',
      'too\n long',
    ];
    for (const body of bodies) assert.equal(quoteServer(body, nothing), 'too long');
  });

  it('says nothing where the server did not, or sent a page', () => {
    for (const body of ['', '{}', '{"error": 5}', '<html>Sign in</html>']) {
      assert.equal(quoteServer(body, nothing), undefined);
    }
  });

  it('is short', () => {
    assert.equal(quoteServer('word '.repeat(100), nothing)?.length, 201);
  });

  it('repeats no part of a key', () => {
    const about = { credentials: ['sk-0123456789'], content: [] };
    assert.equal(quoteServer('wrong: sk-0123456789', about), undefined);
    assert.equal(quoteServer('wrong: sk-01***', about), undefined);
    assert.equal(quoteServer('wrong: ***56789', about), undefined);
    assert.equal(quoteServer('wrong key', about), 'wrong key');
    assert.equal(quoteServer('key ab is wrong', { ...about, credentials: ['ab'] }), undefined);
  });

  it('repeats nothing of a prompt, but words of the language', () => {
    const about = { credentials: [], content: ['the function that\n  nobody may see'] };
    assert.equal(quoteServer('near "function that nobody"', about), undefined);
    assert.equal(quoteServer('the function is missing', about), 'the function is missing');
  });
});
