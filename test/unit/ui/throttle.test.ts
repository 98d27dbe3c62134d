import { strict as assert } from 'node:assert';
import { mock } from 'node:test';
import { Throttle } from '../../../src/ui/throttle';

describe('Throttle', () => {
  let runs: number;
  let throttle: Throttle;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    runs = 0;
    throttle = new Throttle(500, () => runs++);
  });

  afterEach(() => {
    throttle.dispose();
    mock.timers.reset();
  });

  it('runs at once, then once in each interval in which it was asked', () => {
    for (let ms = 0; ms < 2000; ms += 50) {
      throttle.ask();
      mock.timers.tick(50);
    }
    assert.equal(runs, 5);
  });

  it('rests for as long as it is told when a run begins', () => {
    let interval = 100;
    const changing = new Throttle(
      () => interval,
      () => runs++,
    );
    changing.ask();
    interval = 1000;
    changing.ask();
    mock.timers.tick(100);
    assert.equal(runs, 2);
    changing.ask();
    mock.timers.tick(900);
    assert.equal(runs, 2);
    mock.timers.tick(100);
    assert.equal(runs, 3);
    changing.dispose();
  });

  it('never loses the last ask', () => {
    throttle.ask();
    throttle.ask();
    assert.equal(runs, 1);
    mock.timers.tick(500);
    assert.equal(runs, 2);
    mock.timers.tick(5000);
    assert.equal(runs, 2);
  });

  it('runs at once again after a rest', () => {
    throttle.ask();
    mock.timers.tick(500);
    throttle.ask();
    assert.equal(runs, 2);
  });

  it('is silent after disposal', () => {
    throttle.ask();
    throttle.ask();
    throttle.dispose();
    throttle.ask();
    mock.timers.tick(5000);
    assert.equal(runs, 1);
    const idle = new Throttle(500, () => runs++);
    idle.dispose();
    idle.ask();
    assert.equal(runs, 1);
  });
});
