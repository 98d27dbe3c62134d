import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  clampViewport,
  fitRows,
  fitRun,
  followViewport,
  frameViewport,
  panViewport,
  pixelToTime,
  type Stage,
  timeToPixel,
  zoomViewport,
} from '../../../webview/viewport';

const stage: Stage = { run: { start: 0, end: 10_000 }, listed: { start: 4000, end: 5000 }, width: 1000 };

describe('viewport', () => {
  it('fits the whole run, with a tenth of 1000 pixels left for text', () => {
    const { start, end } = fitRun(stage);
    assert.equal(start, 0);
    assert.equal(timeToPixel(10_000, { start, end }, 1000), 900);
  });

  it('fits the listed calls with some air before them', () => {
    const view = fitRows(stage);
    assert.equal(view.start, 3980);
    assert.equal(Math.round(timeToPixel(5000, view, 1000)), 900);
  });

  it('shows the beginning of the run when the listed calls start soon after it', () => {
    assert.equal(fitRows({ ...stage, listed: { start: 600, end: 5000 } }).start, 0);
    assert.notEqual(fitRows({ ...stage, listed: { start: 1000, end: 5000 } }).start, 0);
  });

  it('has something to show when the run has just begun', () => {
    const view = fitRows({ run: { start: 0, end: 0 }, listed: { start: 0, end: 0 }, width: 500 });
    assert.ok(view.end > view.start);
  });

  it('leaves out a long silence before the first call', () => {
    const view = fitRun({ ...stage, run: { start: 9000, end: 10_000 } });
    assert.equal(view.start, 8980);
    assert.deepEqual(panViewport(view, -5000, { ...stage, run: { start: 9000, end: 10_000 } }), view);
  });

  it('keeps the moment under the cursor when it zooms', () => {
    const view = { start: 2000, end: 6000 };
    const zoomed = zoomViewport(view, 0.5, 3000, stage);
    assert.deepEqual(zoomed, { start: 2500, end: 4500 });
    assert.equal(timeToPixel(3000, view, 1000), timeToPixel(3000, zoomed, 1000));
  });

  it('never leaves the run, however it is zoomed and panned', () => {
    const moves = fc.array(
      fc.oneof(
        fc.record({
          factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
          at: fc.integer({ max: 20_000 }),
        }),
        fc.record({ delta: fc.integer({ min: -50_000, max: 50_000 }) }),
      ),
    );
    const { end: limit } = fitRun(stage);
    fc.assert(
      fc.property(moves, (steps) => {
        let view = fitRun(stage);
        for (const step of steps) {
          view =
            'delta' in step
              ? panViewport(view, step.delta, stage)
              : zoomViewport(view, step.factor, step.at, stage);
        }
        assert.ok(view.start >= 0 && view.end <= limit * 1.0001, JSON.stringify(view));
        assert.ok(view.end - view.start > 0.49, JSON.stringify(view));
      }),
    );
  });

  it('keeps its width when it is panned against an edge', () => {
    assert.deepEqual(panViewport({ start: 1000, end: 3000 }, -5000, stage), { start: 0, end: 2000 });
  });

  it('frames a call with air around it', () => {
    const { start, end } = frameViewport(2000, 3000, stage);
    assert.ok(start < 2000 && end > 3000 && end - start < 2000);
  });

  it('slides along with a run that grows out of view, and only then', () => {
    assert.deepEqual(followViewport({ start: 500, end: 1000 }, 990, 1010), { start: 510, end: 1010 });
    assert.deepEqual(followViewport({ start: 500, end: 1000 }, 900, 950), { start: 500, end: 1000 });
    assert.deepEqual(followViewport({ start: 100, end: 200 }, 990, 1010), { start: 100, end: 200 });
  });

  it('turns moments into pixels and back', () => {
    const view = { start: 100, end: 300 };
    assert.equal(timeToPixel(200, view, 400), 200);
    assert.equal(pixelToTime(200, view, 400), 200);
  });

  it('widens a span that is too short to be real', () => {
    const { start, end } = clampViewport({ start: 100, end: 100 }, stage);
    assert.equal(end - start, 0.5);
  });
});
