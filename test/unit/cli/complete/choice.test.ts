import assert from 'node:assert/strict';
import { CommandError } from '../../../../src/cli/commandError';
import { chooseCases } from '../../../../src/cli/complete/chooseCases';
import { readKeys } from '../../../../src/cli/complete/keys';
import { readSuite } from '../../../../src/completion/suite/readSuite';

function suiteOf(facts: object) {
  const cases = ['if (a)', 'function body', 'Function end'].map((name) => ({ name, prefix: name }));
  const text = JSON.stringify({
    endpoint: { baseUrl: 'http://127.0.0.1:1/v1' },
    models: ['gpt-a', { model: 'gpt-b', label: 'second' }],
    cases,
    ...facts,
  });
  const { suite, problems } = readSuite(text, '/work/s.completions.json', { environment: {} });
  if (!suite) throw new Error(JSON.stringify(problems));
  return suite;
}

describe('chooseCases', () => {
  const choose = (cases: string[], targets: string[] = []) =>
    chooseCases(suiteOf({}), { cases, targets }).map(({ caseId, targetId }) => `${caseId} @ ${targetId}`);

  it('takes all where nothing is said', () => {
    assert.equal(choose([]).length, 6);
  });

  it('takes names as they are, and patterns', () => {
    assert.deepEqual(choose(['if (a)'], ['second']), ['if (a) @ second']);
    assert.deepEqual(choose(['function*'], ['gpt-b']), ['function body @ second', 'Function end @ second']);
    assert.deepEqual(choose(['*end', 'if*'], ['*-a']), ['if (a) @ gpt-a', 'Function end @ gpt-a']);
    assert.deepEqual(choose(['function'], []), []);
  });
});

describe('readKeys', () => {
  const { targets } = suiteOf({
    models: [
      {
        model: 'a',
        endpoint: { key: { env: 'A_KEY' }, headers: { 'x-b': { secret: 'my-own key' }, 'x-c': 'plain' } },
      },
    ],
  });
  const environment = { A_KEY: 'one', LATENCY_LENS_SECRET_MY_OWN_KEY: 'two' };

  it('finds keys by the environment variable that is named, secrets by one of our own', () => {
    const keys = readKeys(targets, environment);
    assert.deepEqual([keys({ env: 'A_KEY' }), keys({ secret: 'my-own key' })], ['one', 'two']);
  });

  it('says which variable is to be set', () => {
    const failing = (given: Record<string, string>, message: RegExp, action: RegExp) =>
      assert.throws(
        () => readKeys(targets, given),
        (error) =>
          error instanceof CommandError &&
          error.exitCode === 2 &&
          message.test(error.message) &&
          action.test(error.action),
      );
    failing({}, /the environment variable A_KEY is not set/, /Set it/);
    failing({ A_KEY: '' }, /A_KEY is not set/, /Set it/);
    failing({ A_KEY: 'one' }, /the secret `my-own key` is in the editor/, /LATENCY_LENS_SECRET_MY_OWN_KEY/);
  });
});
