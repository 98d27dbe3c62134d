import assert from 'node:assert/strict';
import { farEndpoint } from '../../../../src/analysis/findings/farEndpoint';
import { answered, detectIn } from '../../../support/findingsDsl';

const connected = (tcp: number, more = {}) =>
  answered({ ttft: 900, connect: `connect 0, tcp ${tcp}, tls ${2 * tcp}, assigned ${2 * tcp}`, ...more });
const later = [
  answered({ start: 2000, ttft: 600, reused: true }),
  answered({ start: 3000, ttft: 600, reused: true }),
];

describe('farEndpoint', () => {
  it('tells a host to which connecting takes long', () => {
    const [found] = detectIn(farEndpoint, [connected(150), ...later]);
    assert.equal(found?.evidence[0]?.value, '150 ms (1 sample)');
    assert.equal(found?.certainty, 'likely');
  });

  it('is certain when it took as long twice, and takes the shortest', () => {
    const [found] = detectIn(farEndpoint, [connected(150), connected(140, { start: 1500 }), ...later]);
    assert.equal(found?.evidence[0]?.value, '140 ms (2 samples)');
    assert.equal(found?.certainty, 'certain');
  });

  it('says nothing of less than 80 ms, nor of the machine itself', () => {
    assert.equal(detectIn(farEndpoint, [connected(80), ...later]).length, 1);
    assert.equal(detectIn(farEndpoint, [connected(79), ...later]).length, 0);
    const own = [connected(150), ...later].map((drawing) => ({ ...drawing, host: '127.0.0.1:8080' }));
    assert.deepEqual(detectIn(farEndpoint, own), []);
  });

  it('says nothing of a connect during which the debugger held the program', () => {
    assert.deepEqual(
      detectIn(farEndpoint, [connected(150), ...later], { pauses: [{ start: 10, end: 140 }] }),
      [],
    );
  });

  it('tells a wait that the server does not account for, when nothing came quicker', () => {
    const told = (start: number) => answered({ start, ttft: 600, server: { untilHeaders: 400 } });
    assert.equal(detectIn(farEndpoint, [told(0), told(1000), told(2000)])[0]?.certainty, 'possible');
    const slow = (start: number) => answered({ start, ttft: 600, server: { untilHeaders: 590 } });
    assert.deepEqual(detectIn(farEndpoint, [told(0), slow(1000), told(2000)]), []);
    assert.deepEqual(detectIn(farEndpoint, [told(0), told(10), told(1000)]), []);
  });
});
