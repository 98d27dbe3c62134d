import assert from 'node:assert/strict';
import type { ActivityId } from '../../../../src/analysis/activity';
import { findCriticalPath } from '../../../../src/analysis/graph/findCriticalPath';
import { drawGraph, drawProcess } from './drawFlows';

const processes = [
  drawProcess('p1', { pid: 100 }),
  drawProcess('child', { pid: 200, parentPid: 100, start: 120 }),
  drawProcess('server', { pid: 300, parentPid: 1, start: 0 }),
];

/** The path as `plan 0-100, - 100-110, report 110-200`, and the slack of each activity as `plan 0`. */
function shown(text: string, end: number, target?: string) {
  const path = findCriticalPath(drawGraph(text, processes), { start: 0, end }, target as ActivityId);
  return {
    path: path.segments.map((one) => `${one.activity ?? '-'} ${one.start}-${one.end}`).join(', '),
    slack: [...path.slack]
      .map(([id, slack]) => `${id} ${slack}`)
      .sort()
      .join(', '),
  };
}

describe('findCriticalPath', () => {
  it('leads through all that is done one after the other, and through the time between', () => {
    assert.deepEqual(shown('plan 10-100\nsearch http 110-150\nanswer 150-300', 300), {
      path: '- 0-10, plan 10-100, - 100-110, search 110-150, answer 150-300',
      slack: 'answer 0, plan 0, search 0',
    });
  });

  it('leads through the longest of several flows; the others have time to spare', () => {
    const flows = `
      plan 0-100
      a 100-200
      b 101-250
      c 102-150
      c2 160-180 quotes c
      report 255-300`;
    assert.deepEqual(shown(flows, 300), {
      path: 'plan 0-100, - 100-101, b 101-250, - 250-255, report 255-300',
      slack: 'a 50, b 0, c 70, c2 70, plan 0, report 0',
    });
  });

  it('leads into an answer only up to the moment at which its part was enough', () => {
    assert.deepEqual(shown('a 0-100\nb 60-200 quotes a', 200).path, 'a 0-60, b 60-200');
  });

  it('lets work that nobody waits for take until the end', () => {
    const flows = `
      a 0-100
      telemetry http 100-150
      b 101-200 quotes a
      c 201-300 quotes b`;
    assert.deepEqual(shown(flows, 300), {
      path: 'a 0-100, - 100-101, b 101-200, - 200-201, c 201-300',
      slack: 'a 0, b 0, c 0, telemetry 150',
    });
  });

  it('leads through what is within other work, which keeps what is left', () => {
    const flows = `
      plan 0-100
      run process 101-400
      first 150-200 in child
      side 151-180 in child
      last 210-390 in child
      report 401-500`;
    assert.deepEqual(shown(flows, 500), {
      path:
        'plan 0-100, - 100-101, run 101-150, first 150-200, run 200-210, last 210-390, run 390-400, - 400-401, ' +
        'report 401-500',
      slack: 'first 0, last 0, plan 0, report 0, run 0, side 20',
    });
  });

  it('leads through what a server does for each request', () => {
    const flows = `
      ask http 10-100
      one 20-90 in server
      again http 110-200
      two 130-150 in server
      three 130-160 in server
      last 201-300`;
    assert.deepEqual(shown(flows, 300), {
      path:
        '- 0-10, ask 10-20, one 20-90, ask 90-100, - 100-110, again 110-130, three 130-160, again 160-200, ' +
        '- 200-201, last 201-300',
      slack: 'again 0, ask 0, last 0, one 0, three 0, two 10',
    });
  });

  it('leads to another end, which what comes after has nothing to do with', () => {
    const flows = `
      plan 0-100
      side 100-280
      answer 101-300 quotes plan
      log http 310-400`;
    assert.deepEqual(shown(flows, 250, 'answer'), {
      path: 'plan 0-100, - 100-101, answer 101-250',
      slack: 'answer 0, plan 0, side Infinity',
    });
  });

  it('is the program’s own time where there is nothing', () => {
    assert.deepEqual(shown('', 100), { path: '- 0-100', slack: '' });
    assert.deepEqual(shown('', 0), { path: '', slack: '' });
  });
});
