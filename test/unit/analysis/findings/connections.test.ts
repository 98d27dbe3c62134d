import assert from 'node:assert/strict';
import { clientPerCall } from '../../../../src/analysis/findings/clientPerCall';
import { newConnections } from '../../../../src/analysis/findings/newConnections';
import { answered, detectIn } from '../../../support/findingsDsl';

const own = '/work/a.ts:5:3 ask';
const shared = '/work/a.ts:9:3 check';
const anew = (start: number, more = {}) =>
  answered({ start, ttft: 300, site: own, connect: 'connect 0, tcp 20, tls 100, assigned 100', ...more });
const reused = (start: number, more = {}) =>
  answered({ start, ttft: 300, site: shared, connect: 'assigned 0', reused: true, ...more });

describe('newConnections', () => {
  it('tells calls that connect again although a connection was at rest', () => {
    const [found] = detectIn(newConnections, [anew(0), anew(500), anew(1000)]);
    assert.deepEqual(found?.activities, ['c2', 'c3']);
    assert.equal(found?.evidence[2]?.value, '200 ms, 100 ms each');
    assert.deepEqual(found?.changes, [
      { kind: 'scale', activities: ['c2', 'c3'], phases: ['connect'], factor: 0 },
    ]);
  });

  it('says nothing of calls side by side, which need one each', () => {
    assert.deepEqual(detectIn(newConnections, [anew(0), anew(10), anew(20)]), []);
  });

  it('says nothing of the first connection and one more', () => {
    assert.deepEqual(detectIn(newConnections, [anew(0), anew(500), reused(1000, { site: own })]), []);
  });

  it('says nothing after answers that were broken off, nor after a long rest', () => {
    const broken = { outcome: 'cancelled' } as const;
    assert.deepEqual(detectIn(newConnections, [anew(0, broken), anew(500, broken), anew(1000, broken)]), []);
    const long = { ttft: 5000, connect: 'connect 0, tcp 20, tls 4000, assigned 4000' };
    const resting = (rest: number) => [0, 1, 2].map((turn) => anew(turn * (5100 + rest), long));
    assert.equal(detectIn(newConnections, resting(60_000)).length, 1);
    assert.equal(detectIn(newConnections, resting(60_001)).length, 0);
  });

  it('takes of several connections at rest the one that was used last', () => {
    // They are free at 400 and 1010; the call at 1200 takes the second, that at 1250 the first.
    const [found] = detectIn(newConnections, [anew(0), anew(10, { streaming: 700 }), anew(1200), anew(1250)]);
    assert.deepEqual(found?.activities, ['c3', 'c4']);
    assert.match(found?.explanation ?? '', /at rest, for 850 ms at most/);
  });

  describe('of a client that keeps its connections', () => {
    // The first answers are over, and their connections free, at 400.
    const followed = (rest: number, taken: object = {}) => [
      ...[0, 1, 2].map((start) => anew(start, { ...taken, streaming: 100 - start })),
      ...[0, 1].map((more) => anew(400 + rest + more)),
      reused(900, { site: own }),
    ];
    // When the program had taken the head, the pieces of the answer and its end.
    const late = { taken: [300, 350, 500] };

    it('takes none for at rest that it can’t have been given yet', () => {
      assert.equal(detectIn(newConnections, followed(50)).length, 1);
      assert.deepEqual(detectIn(newConnections, followed(48)), []);
    });

    it('takes none for at rest before the program had taken the answer that came over it', () => {
      assert.equal(detectIn(newConnections, followed(152, late)).length, 1);
      assert.deepEqual(detectIn(newConnections, followed(148, late)), []);
    });
  });

  it('says nothing of less than 50 ms', () => {
    const quick = { connect: 'connect 0, tcp 5, tls 24, assigned 24' };
    assert.deepEqual(detectIn(newConnections, [anew(0), anew(500, quick), anew(1000, quick)]), []);
  });
});

describe('clientPerCall', () => {
  const mixed = [anew(0), reused(500), anew(1000), reused(1500), anew(2000)];

  it('tells a line that always connects anew while another one reuses connections', () => {
    const [found] = detectIn(clientPerCall, mixed);
    assert.equal(found?.places[0]?.line, 5);
    assert.deepEqual(found?.activities, ['c3', 'c5']);
    assert.equal(found?.certainty, 'likely');
    assert.deepEqual(detectIn(newConnections, mixed), []);
  });

  it('finds the line behind a helper that all calls go through', () => {
    const helper = '/work/a.ts:40:3 post';
    const calls = [0, 1000, 2000].flatMap((start) => [
      anew(start, { site: helper, callers: [own] }),
      reused(start + 500, { site: helper, callers: [shared] }),
    ]);
    const [found] = detectIn(clientPerCall, calls);
    assert.deepEqual(
      found?.places.map(({ line }) => line),
      [5, 40],
    );
    assert.deepEqual(found?.activities, ['c3', 'c5']);
  });

  it('says nothing when the line reuses one as well, or no line does', () => {
    assert.deepEqual(detectIn(clientPerCall, [...mixed, reused(2500, { site: own })]), []);
    assert.deepEqual(detectIn(clientPerCall, [anew(0), anew(500), anew(1000)]), []);
  });
});
