import { strict as assert } from 'node:assert';
import { keepOrder } from '../../../webview/keepOrder';

const things = (ids: string) => [...ids].map((id) => ({ id }));
const kept = (now: string, shown: string) =>
  keepOrder(things(now), things(shown))
    .map(({ id }) => id)
    .join('');

describe('what is pointed at', () => {
  it('stays where it is: what is new comes after it, what is gone leaves', () => {
    assert.equal(kept('dbca', 'abx'), 'abdc');
  });

  it('is ranked as it comes when nothing was shown', () => assert.equal(kept('ba', ''), 'ba'));

  it('is what it is now, not what it was', () => {
    const [now, before] = [
      { id: 'a', saving: 2 },
      { id: 'a', saving: 1 },
    ];
    assert.deepEqual(keepOrder([now], [before]), [now]);
  });
});
