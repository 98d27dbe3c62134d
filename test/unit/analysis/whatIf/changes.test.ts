import { strict as assert } from 'node:assert';
import type { ActivityId } from '../../../../src/analysis/activity';
import type { RunAnalysis } from '../../../../src/analysis/analyseRun';
import type { Change, Goal } from '../../../../src/analysis/whatIf/change';
import { predict } from '../../../../src/analysis/whatIf/predict';
import type { CallId } from '../../../../src/base/units';
import type { CallDrawing } from '../../../support/runDsl';
import { drawAnalysis } from './drawAnalysis';

const calls = (...names: string[]) => names as CallId[];
const ids = (...names: string[]) => names as ActivityId[];

function reach(analysis: RunAnalysis, changes: readonly Change[], goal: Goal = 'wall'): number {
  return predict(analysis, changes, goal).after;
}

/** 100 ms of a new connection, 10 to send, first token after 400, 10 tokens more in 500 ms, 100 until it is closed. */
const stream: CallDrawing = {
  line: 'connect 0, tcp 100, assigned 100, sent 110, head 300, text 400 900, finish 900, close 1000',
  usage: { inputTokens: 100, outputTokens: 11 },
};

describe('changes of a call', () => {
  const one = drawAnalysis('a 0-1000', { a: stream });

  it('scales only the phases that are named', () => {
    const scale = (phase: 'streaming' | 'wait' | 'connect'): Change => {
      return { kind: 'scale', activities: ids('a'), phases: [phase], factor: 0.5 };
    };
    assert.equal(reach(one, [scale('streaming')]), 750);
    assert.equal(reach(one, [scale('wait')]), 1000 - 290 / 2);
    assert.equal(reach(one, [scale('connect')]), 950);
    assert.equal(reach(one, [scale('connect'), scale('streaming')]), 700);
  });

  it('sets the moment of the first token, which does not change how the request goes out', () => {
    const first = (ttft: number): Change => ({ kind: 'firstToken', calls: calls('a'), ttft });
    assert.equal(reach(one, [first(200)]), 800);
    assert.equal(reach(one, [first(200)], 'perceived'), 200);
    assert.equal(reach(one, [first(0)], 'perceived'), 110);
    assert.equal(reach(one, [first(600)]), 1200);
  });

  it('sets the rate of the output', () => {
    // Ten tokens after the first in 500 ms were 20 a second.
    assert.equal(reach(one, [{ kind: 'tokenRate', calls: calls('a'), tokensPerSecond: 40 }]), 750);
  });

  it('leaves only the attempt that succeeded, on the connection that the first one made', () => {
    const failed = 'connect 0, tcp 50, assigned 50, sent 60, head 200, close 200';
    const retried: CallDrawing = {
      line: failed,
      status: 429,
      outcome: 'error',
      retries: [{ start: 700, line: 'assigned 0, sent 0, head 100, text 100 300, finish 300, close 300' }],
    };
    const analysis = drawAnalysis('a 0-1000', { a: retried });
    assert.equal(reach(analysis, [{ kind: 'firstTry', calls: calls('a') }]), 350);
  });

  describe('whose answer is no stream', () => {
    const whole = (wait: number, outputTokens: number): CallDrawing => ({
      line: `sent 0, head ${wait}, body ${wait}, close ${wait}`,
      usage: { inputTokens: 100, outputTokens },
    });
    const streamed: CallDrawing = {
      line: 'sent 0, head 200, text 200 700, finish 700, close 700',
      usage: { inputTokens: 100, outputTokens: 51 },
    };

    it('takes its first token from how fast the model writes elsewhere', () => {
      const analysis = drawAnalysis('a 0-700\nb 700-1700 after a', { a: streamed, b: whole(1000, 61) });
      const halfOutput: Change = { kind: 'scale', activities: ids('b'), phases: ['streaming'], factor: 0.5 };
      assert.equal(reach(analysis, [halfOutput]), 1400);
      assert.equal(reach(analysis, [{ kind: 'firstToken', calls: calls('b'), ttft: 100 }]), 1400);
      assert.equal(reach(analysis, [{ kind: 'tokenRate', calls: calls('b'), tokensPerSecond: 200 }]), 1400);
    });

    it('lets a person see the first of it when it is streamed, and the run end when it did', () => {
      const analysis = drawAnalysis('a 0-700\nb 700-1700 after a', { a: streamed, b: whole(1000, 61) });
      const change: Change = { kind: 'stream', calls: calls('b') };
      assert.equal(reach(analysis, [], 'perceived'), 1700);
      assert.equal(reach(analysis, [change], 'perceived'), 1100);
      assert.equal(reach(analysis, [change], 'wall'), 1700);
      const { low, high } = predict(analysis, [change], 'perceived');
      assert.deepEqual([low, high], [1060, 1140]);
    });

    it('says that it can’t be told where the run shows nothing of the model’s pace', () => {
      const analysis = drawAnalysis('a 0-1000', { a: whole(1000, 61) });
      const { after, caveats } = predict(
        analysis,
        [{ kind: 'firstToken', calls: calls('a'), ttft: 100 }],
        'wall',
      );
      assert.equal(after, 1000);
      assert.match(caveats.join(), /not known/);
      const streamedNow = predict(analysis, [{ kind: 'stream', calls: calls('a') }], 'perceived');
      assert.deepEqual([streamedNow.low, streamedNow.after, streamedNow.high], [0, 500, 1000]);
    });
  });
});

describe('release of stretches', () => {
  const release = (start: number, end: number): Change => ({ kind: 'release', stretches: [{ start, end }] });

  it('takes from the program’s own time and from computing all that lies in them', () => {
    const analysis = drawAnalysis(`
      a 0-100
      rank cpu 200-400 after a
      b 400-500 after rank
    `);
    assert.equal(reach(analysis, [release(120, 170)]), 450);
    assert.equal(reach(analysis, [release(150, 300)]), 350);
  });

  it('takes nothing from a call that went on after them, since others worked on it', () => {
    assert.equal(reach(drawAnalysis('a 0-1000\nb 1000-1100 after a'), [release(300, 700)]), 1100);
  });

  it('takes half from a call that ended with them, and tells how much it may be', () => {
    const { low, after, high } = predict(
      drawAnalysis('a 0-1000\nb 1010-1100 after a'),
      [release(800, 1002)],
      'wall',
    );
    assert.deepEqual([low, after, high], [898, 998, 1098]);
  });
});

describe('goals', () => {
  it('perceives the first text of the last answer that asks for no tools', () => {
    const text = (at: number, end: number): CallDrawing => ({
      line: `sent 0, head 10, text ${at} ${end}, finish ${end}, close ${end}`,
    });
    const analysis = drawAnalysis(
      `
      review 0-300
      answer 300-800 after review
      log http 800-1000 after answer
    `,
      { review: text(100, 300), answer: text(250, 500) },
    );
    assert.equal(reach(analysis, [], 'perceived'), 550);
    assert.equal(reach(analysis, [], 'wall'), 1000);
    assert.equal(
      reach(analysis, [{ kind: 'scale', activities: ids('review'), factor: 0.5 }], 'perceived'),
      400,
    );
    assert.equal(reach(analysis, [{ kind: 'scale', activities: ids('log'), factor: 0 }], 'perceived'), 550);
  });

  it('repeats each flow that waits for no other on its own', () => {
    const analysis = drawAnalysis(`
      a1 0-100
      a2 100-200 after a1
      b1 0-400
    `);
    // Two calls in 200 ms, one in 400.
    assert.equal(reach(analysis, [], 'throughput'), 12.5);
    assert.equal(reach(analysis, [{ kind: 'scale', activities: ids('b1'), factor: 0.5 }], 'throughput'), 15);
    // What a call is left out for is done all the same.
    assert.equal(reach(analysis, [{ kind: 'scale', activities: ids('a2'), factor: 0 }], 'throughput'), 22.5);
  });

  it('lets one thread compute no more than all the time', () => {
    const flow = (name: string) => `
      ${name} 0-50
      ${name}cpu cpu 50-100 after ${name}
    `;
    const analysis = drawAnalysis(['a', 'b', 'c', 'd'].map(flow).join('\n'));
    // Four flows of ten calls a second each, half of whose time is computing: twice what one thread can do.
    assert.equal(reach(analysis, [], 'throughput'), 20);
  });
});

describe('the interval of a prediction', () => {
  it('is a tenth either way of what changes where the run shows too little', () => {
    const { low, after, high } = predict(
      drawAnalysis('a 0-1000\nb 1000-2000 after a', { a: stream }),
      [{ kind: 'scale', activities: ids('a'), phases: ['streaming'], factor: 0.5 }],
      'wall',
    );
    assert.deepEqual([low, after, high], [1725, 1750, 1775]);
  });

  it('is as wide as the like of it differ', () => {
    const lengths = [100, 200, 100, 200, 100, 200];
    let at = 0;
    const lines = lengths.map((length, index) => {
      at += length;
      return `w${index} http ${at - length}-${at}${index > 0 ? ` after w${index - 1}` : ''}`;
    });
    const analysis = drawAnalysis(['z 0-0', ...lines].join('\n'));
    const { low, after, high } = predict(
      analysis,
      [{ kind: 'scale', activities: ids('w1'), factor: 0.5 }],
      'wall',
    );
    // From 100 to 200 around 150: a third of the 100 ms that are left.
    assert.equal(after, 800);
    assert.deepEqual([Math.round(low), Math.round(high)], [767, 833]);
  });

  it('is none where something is done away with', () => {
    const { low, high } = predict(
      drawAnalysis('a 0-1000\nb 1000-2000 after a'),
      [{ kind: 'scale', activities: ids('a'), factor: 0 }],
      'wall',
    );
    assert.deepEqual([low, high], [1000, 1000]);
  });

  it('reaches to where a provider takes four at a time, and says that more were not seen', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const lines = names.map((name, index) =>
      [`${name} ${index * 100}-${index * 100 + 100}`, ...names.slice(0, index).slice(-1)].join(' after '),
    );
    const { low, after, high, caveats } = predict(
      drawAnalysis(lines.join('\n')),
      [{ kind: 'parallel', activities: ids(...names) }],
      'wall',
    );
    assert.deepEqual([low, after, high].map(Math.round), [98, 100, 204]);
    assert.match(caveats.join(), /At most 1 request was open at a time/);
  });
});
