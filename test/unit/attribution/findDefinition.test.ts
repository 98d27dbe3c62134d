import assert from 'node:assert/strict';
import { findDefinition } from '../../../src/attribution/findDefinition';

const source = `
async function run(item) {
  await step(item);
}
class Worker {
  static async run(item) {
    const list = items.map((one) => {
      return this.run(one);
    });
    if (check(run(list))) {
      save(list);
    }
    save(list);
  }
}
const short = { run: async (item) => save(item) };
const quick = {
  run: (item) => {
    if (item) {
      run(item);
    }
    save(item);
  },
};
def run(item):
    save(item)
`.split('\n');

describe('findDefinition', () => {
  const at = (text: string, nth = 0) =>
    source.flatMap((line, index) => (line.includes(text) ? [index + 1] : []))[nth] ?? 0;
  const find = (line: number, name = 'run') => findDefinition(source, line, name);

  it('finds functions, methods and values, from wherever within them', () => {
    assert.equal(find(at('step(item)')), at('async function run'));
    assert.equal(find(at('this.run(one)'), 'Worker.run'), at('static async run'));
    assert.equal(find(at('save(list)', 1), 'Function.run [as execute]'), at('static async run'));
    assert.equal(find(at('short = {')), at('short = {'));
    assert.equal(find(at('run(item);')), at('run: (item)'));
    assert.equal(find(at('  save(item);')), at('run: (item)'));
    assert.equal(find(at('  save(item)', 1)), at('def run'));
  });

  it('takes no call for a definition, and finds none where none is written', () => {
    assert.equal(find(at('save(list)')), at('static async run'));
    assert.equal(find(at('step(item)'), 'walk'), undefined);
    assert.equal(find(at('step(item)'), '?'), undefined);
    assert.equal(find(4000), undefined);
  });
});
