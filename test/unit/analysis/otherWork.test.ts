import assert from 'node:assert/strict';
import { findOtherWork } from '../../../src/analysis/otherWork';
import type { ProcessId } from '../../../src/base/units';
import type { Pause } from '../../../src/model/run';
import type { Work } from '../../../src/model/work';
import { drawRun, drawWork } from '../../support/runDsl';

const answer = 'sent 1, head 10, text 20, finish 31, done 32, close 100';

/** Calls from 0 to 100 and from 1000 to 1100, and what is told of the work around them: `kind start-end`. */
function shown(work: readonly Work[], pauses: readonly Pause[] = [], now = 2000): string[] {
  const run = drawRun([{ line: answer }, { line: answer, start: 1000 }], { work, pauses });
  return findOtherWork(run, now).map(({ work: { kind }, start, end, duration }) => {
    const took = duration === end - start ? '' : ` busy ${duration}`;
    return `${kind} ${start}-${end}${took}`;
  });
}

describe('findOtherWork', () => {
  it('tells observed work as it was, in the order it began', () => {
    assert.deepEqual(
      shown([
        drawWork('process 300 500 rg'),
        drawWork('http 120 250 GET a.test'),
        drawWork('tool 600 700 search'),
        drawWork('measure 50 1050 step'),
        drawWork('thread 40 1050 worker 1'),
      ]),
      ['thread 40-1050', 'measure 50-1050', 'http 120-250', 'process 300-500', 'tool 600-700'],
    );
  });

  it('lets what goes on last until now', () => {
    assert.deepEqual(shown([drawWork('process 1200')]), ['process 1200-2000']);
  });

  it('leaves out what accompanies all calls, and what processes without calls do', () => {
    assert.deepEqual(
      shown([
        drawWork('process 0 1100 server'),
        drawWork('http 300 400', { process: 'launcher' as ProcessId }),
        drawWork('process 1 1100 late enough'),
      ]),
      ['process 1-1100'],
    );
  });

  it('tells a timer that the program waited for', () => {
    assert.deepEqual(shown([drawWork('timer 100 990')]), ['timer 100-990']);
  });

  it('tells no timer that ran out while something else went on', () => {
    assert.deepEqual(shown([drawWork('timer 100 500'), drawWork('process 300 600')]), ['process 300-600']);
    assert.deepEqual(shown([drawWork('timer 800 1050')]), []);
  });

  it('tells no timer most of whose time something else accounts for', () => {
    assert.deepEqual(shown([drawWork('timer 100 500'), drawWork('process 110 400')]), ['process 110-400']);
  });

  it('tells the shortest of the timers that ran at a time', () => {
    assert.deepEqual(
      shown([drawWork('timer 100 900'), drawWork('timer 150 880'), drawWork('timer 910 990')]),
      ['timer 150-880', 'timer 910-990'],
    );
  });

  it('tells no timer that ran out while the event loop was busy', () => {
    const computing = drawWork('cpu 100 1000', { busy: 880 });
    assert.deepEqual(shown([drawWork('timer 100 600'), computing]), ['cpu 100-1000 busy 880']);
    const robbed = drawWork('cpu 100 620', { busy: 200 });
    assert.deepEqual(shown([drawWork('timer 100 600'), robbed]), ['timer 100-600'], 'idle for most of it');
    const resting = drawWork('cpu 100 1000', { busy: 400 });
    assert.deepEqual(shown([drawWork('timer 100 600'), resting]), ['timer 100-600', 'cpu 600-1000']);
  });

  it('places computing where nothing else accounts for the time', () => {
    assert.deepEqual(shown([drawWork('cpu 100 1000', { busy: 300 }), drawWork('timer 110 700')]), [
      'timer 110-700',
      'cpu 700-1000',
    ]);
  });

  it('does not tell where computing was when it could have been anywhere', () => {
    assert.deepEqual(shown([drawWork('cpu 100 1000', { busy: 300 })]), []);
  });

  it('takes the time in which a debugger held the program for no computing', () => {
    const held = drawWork('cpu 100 1000', { busy: 890 });
    assert.deepEqual(shown([held], [{ start: 120, end: 990 }]), []);
    assert.deepEqual(shown([held], [{ start: 160, end: 990 }]), ['cpu 100-160']);
  });
});
