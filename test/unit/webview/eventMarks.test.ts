import { strict as assert } from 'node:assert';
import { buildEventMarks } from '../../../webview/eventMarks';

const phase = { start: 0, end: 1000 };
const every = (step: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, index) => from + index * step);

describe('marks of output events', () => {
  it('are lines of their own when there is room', () => {
    const marks = buildEventMarks([0, 10, 20], phase, { start: 0, end: 100 }, 1000);
    assert.deepEqual(marks, [
      { left: 0, width: 2 },
      { left: 100, width: 2 },
      { left: 200, width: 2 },
    ]);
  });

  it('run together when there is none, and leave a stall open', () => {
    const ticks = [...every(10, 0, 400), ...every(10, 800, 1000)];
    const marks = buildEventMarks(ticks, phase, { start: 0, end: 1000 }, 100);
    assert.deepEqual(
      marks.map(({ left, width }) => [left, Math.round(left + width)]),
      [
        [0, 40],
        [80, 100],
      ],
    );
  });

  it('are those of the phase and of the view alone', () => {
    const ticks = every(100, 0, 1000);
    const marks = buildEventMarks(ticks, { start: 300, end: 700 }, { start: 450, end: 2000 }, 1550);
    assert.deepEqual(
      marks.map(({ left }) => left),
      [50, 150],
    );
  });

  it('are none without events', () => {
    assert.deepEqual(buildEventMarks([], phase, { start: 0, end: 100 }, 100), []);
  });
});
