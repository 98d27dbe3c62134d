import assert from 'node:assert/strict';
import type { PlannedTarget } from '../../../../src/completion/plan';
import { askInTheMiddle, askInWords } from '../../../../src/completion/runner/promptText';

const target = (template?: string): PlannedTarget => ({
  id: 'a',
  model: 'm',
  api: 'chat',
  baseUrl: 'http://127.0.0.1',
  headers: {},
  credentials: [],
  parameters: {},
  maxPrefix: 100,
  maxSuffix: 100,
  ...(template !== undefined && { template }),
});
const context = { prefix: 'if ({suffix}$&', suffix: ') {}', file: 'a.ts', language: 'typescript' };

describe('prompts of completion suites', () => {
  it('puts the context into a template as it is, whatever stands in it', () => {
    const asked = askInWords(target('{file} {language} <{prefix}|{suffix}> {other}'), context);
    assert.equal(asked, 'a.ts typescript <if ({suffix}$&|) {}> {other}');
  });

  it('asks a model that knows of no cursor in words', () => {
    const asked = askInWords(target(), context);
    assert.match(asked, /typescript code at <CURSOR>/);
    assert.ok(asked.endsWith('if ({suffix}$&<CURSOR>) {}'));
  });

  it('gives prompt and suffix apart, unless the template holds both', () => {
    assert.deepEqual(askInTheMiddle(target(), context), { prompt: context.prefix, suffix: context.suffix });
    assert.deepEqual(askInTheMiddle(target('> {prefix}'), context), {
      prompt: `> ${context.prefix}`,
      suffix: context.suffix,
    });
    assert.deepEqual(askInTheMiddle(target('{suffix}{prefix}'), context), {
      prompt: context.suffix + context.prefix,
    });
    assert.deepEqual(askInTheMiddle(target(), { ...context, suffix: '' }), { prompt: context.prefix });
  });
});
