import assert from 'node:assert/strict';
import { slowerModel } from '../../../../src/analysis/findings/slowerModel';
import { answered, detect, promptOf } from '../../../support/findingsDsl';
import { drawRun } from '../../../support/runDsl';

const run = (model: string, streaming: number, digest = 'u') =>
  drawRun([answered({ model, streaming, request: promptOf(`user ${digest} 100`) })]);
const now = run('big', 800);
const find = (...history: ReturnType<typeof run>[]) => detect(slowerModel, now, { history });

describe('slowerModel', () => {
  it('tells a model that answered the same prompt faster in an earlier run', () => {
    const [found] = find(run('small', 100));
    assert.match(found?.title ?? '', /^small answered the same 1 prompt 70 % faster/);
    assert.deepEqual(found?.changes, [{ kind: 'scale', activities: ['c1'], factor: 0.3 }]);
    assert.equal(found?.certainty, 'possible');
  });

  it('says nothing of embeddings, which belong to their model', () => {
    const embeddings = (model: string, streaming: number) => {
      const style = 'openai.embeddings';
      return drawRun([answered({ model, streaming, style, request: promptOf('other u 100') })]);
    };
    assert.deepEqual(
      detect(slowerModel, embeddings('big', 800), { history: [embeddings('small', 100)] }),
      [],
    );
  });

  it('compares with the median of each other model’s answers', () => {
    const history = [run('small', 100), run('small', 700), run('small', 200), run('big', 10)];
    assert.deepEqual(find(...history)[0]?.changes, [{ kind: 'scale', activities: ['c1'], factor: 0.4 }]);
  });

  it('names the fastest of several', () => {
    const found = find(run('small', 100), run('tiny', 50));
    assert.equal(found.length, 1);
    assert.match(found[0]?.title ?? '', /^tiny/);
  });

  it('says nothing of other prompts, of the same model, and of a gain below a fifth', () => {
    assert.deepEqual(find(run('small', 100, 'v')), []);
    assert.deepEqual(find(run('big', 100)), []);
    assert.equal(find(run('small', 600)).length, 1);
    assert.equal(find(run('small', 601)).length, 0);
    assert.deepEqual(find(), []);
  });
});
