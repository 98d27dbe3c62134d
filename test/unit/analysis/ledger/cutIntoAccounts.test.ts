import assert from 'node:assert/strict';
import { type CallDrawing, drawRun, drawWork } from '../../../support/runDsl';
import { cutDrawn, drawPieces, drawSums, drawThread } from './support/drawLedger';

const stream: CallDrawing = {
  line: 'connect 5, tcp 15, tls 30, assigned 30, sent 32, head 80, think 100 200, text 250 300, finish 300, done 310, close 320',
};
const answer = (start: number, facts: Partial<CallDrawing> = {}): CallDrawing => ({
  start,
  line: 'assigned 0, sent 0, head 50, text 100 200, finish 200, done 200, close 200',
  reused: true,
  ...facts,
});

const pieces = (drawings: readonly CallDrawing[], path: string, facts = {}) =>
  drawPieces(cutDrawn(drawRun(drawings, facts), path));

describe('cutIntoAccounts', () => {
  it('cuts a call into its phases', () => {
    assert.equal(
      pieces([stream], 'c1 0-320'),
      'queue 0-5, connect 5-30, send 30-32, wait 32-100, thinking 100-250, streaming 250-300, tail 300-320',
    );
  });

  it('takes of a call what of it the path goes through', () => {
    assert.equal(pieces([stream], 'c1 50-260'), 'wait 50-100, thinking 100-250, streaming 250-260');
  });

  it('tells a document from a stream', () => {
    const document = { line: 'assigned 0, sent 2, head 700, body 710 730, close 731' };
    assert.equal(pieces([document], 'c1 0-731'), 'send 0-2, wait 2-710, receive 710-731');
  });

  it('goes on to the present in what is in flight', () => {
    const run = drawRun([{ line: 'assigned 0, sent 0, head 50, text 100 200' }]);
    assert.equal(drawPieces(cutDrawn(run, 'c1 0-900', { now: 900 })), 'wait 0-100, streaming 100-900');
  });

  describe('of several attempts', () => {
    const retry = { start: 1000, line: 'assigned 0, sent 0, head 50, text 100 200, done 200, close 200' };

    it('gives refused ones and the waits after them to the limit, but not the connection that lived on', () => {
      const refused: CallDrawing = {
        line: 'connect 0, tcp 20, tls 40, assigned 40, sent 41, head 90, body 95, close 95',
        status: 429,
        outcome: 'error',
        failure: 'http_429',
        retryAfterMs: 500,
        retries: [retry],
      };
      assert.equal(
        pieces([refused], 'c1 0-1200'),
        'connect 0-40, rateLimit 40-1000, wait 1000-1100, streaming 1100-1200',
      );
    });

    it('tells failed ones from the waits of the client after them', () => {
      const failed: CallDrawing = {
        line: 'assigned 10, sent 10, head 90, body 95, close 95',
        status: 500,
        outcome: 'error',
        retries: [retry],
      };
      assert.equal(
        pieces([failed], 'c1 0-1200'),
        'queue 0-10, failedAttempt 10-95, backoff 95-1000, wait 1000-1100, streaming 1100-1200',
      );
    });

    it('counts a connection that never came up to the failed attempt', () => {
      const failed: CallDrawing = {
        line: 'connect 5, close 300',
        outcome: 'error',
        failure: 'ECONNREFUSED',
        retries: [retry],
      };
      assert.equal(pieces([failed], 'c1 0-1100'), 'failedAttempt 0-300, backoff 300-1000, wait 1000-1100');
    });

    it('calls nothing failed that was not made again', () => {
      const failed: CallDrawing = {
        line: 'assigned 0, sent 0, head 90, body 95, close 95',
        status: 500,
        outcome: 'error',
      };
      assert.equal(pieces([failed], 'c1 0-95'), 'wait 0-95');
    });
  });

  describe('holds what the server says of its own work', () => {
    const told = answer(0, { server: { queue: 20, prefill: 60, decode: 90 } });

    it('as lengths whose place is not known', () => {
      const cut = cutDrawn(drawRun([told]), 'c1 0-200');
      assert.equal(drawPieces(cut), 'wait 0-100, streaming 100-200');
      assert.equal(
        drawSums(cut),
        'wait 100 [prefill 60, server queue 20, network and unnamed 20], streaming 100 [decode 90]',
      );
    });

    it('also where a block has taken the end of the wait, as long as they find room in the rest', () => {
      const document = (block: number): CallDrawing => ({
        line: 'assigned 0, sent 0, head 1000, body 1000, close 1000',
        server: { load: 700, prefill: 100 },
        holdups: [{ kind: 'blocked', start: block, end: 1000, cpu: 100 }],
      });
      assert.equal(
        drawSums(cutDrawn(drawRun([document(900)]), 'c1 0-1000')),
        'wait 900 [load 700, prefill 100, network and unnamed 100], cpu 100',
      );
      assert.equal(drawSums(cutDrawn(drawRun([document(500)]), 'c1 0-1000')), 'wait 500, cpu 500');
    });

    it('but not of a part of the wait', () => {
      assert.equal(drawSums(cutDrawn(drawRun([told]), 'c1 50-100')), 'wait 50');
    });
  });

  describe('where the program held an answer up', () => {
    const late = 'sent 0, head 90, text 100 200 300 400, done 400, close 410';

    it('says that it computed, when the end was read late because of that', () => {
      const holdups = [{ kind: 'blocked' as const, start: 220, end: 410, cpu: 180 }];
      assert.equal(
        pieces([{ line: late, holdups }], 'c1 0-410'),
        'wait 0-100, streaming 100-220, cpu 220-410',
      );
    });

    it('says nothing of it, when the server was at work meanwhile', () => {
      const holdups = [{ kind: 'blocked' as const, start: 120, end: 300, cpu: 180 }];
      assert.equal(
        pieces([{ line: late, holdups }], 'c1 0-410'),
        'wait 0-100, streaming 100-400, tail 400-410',
      );
    });

    it('counts the last stretch alone: what was read before it was not the end', () => {
      const holdups = [
        { kind: 'blocked' as const, start: 101, end: 150, cpu: 49 },
        { kind: 'blocked' as const, start: 205, end: 300, cpu: 95 },
        { kind: 'blocked' as const, start: 301, end: 409, cpu: 95 },
      ];
      assert.equal(
        pieces([{ line: late, holdups }], 'c1 0-410'),
        'wait 0-100, streaming 100-301, cpu 301-409, tail 409-410',
      );
    });

    it('says that it took too long over what had come', () => {
      const taken = [102, 350, 500, 700];
      assert.equal(
        pieces([{ line: late, taken }, answer(700)], 'c1 0-410, - 410-700, c2 700-900'),
        'wait 0-100, streaming 100-400, slowConsumer 400-410, slowConsumer 410-700, wait 700-800, streaming 800-900',
      );
    });

    it('keeps silent about a program that caught up before the end', () => {
      const taken = [190, 290, 301, 401];
      assert.equal(
        pieces([{ line: late, taken }, answer(410)], 'c1 0-410, c2 410-610'),
        'wait 0-100, streaming 100-400, tail 400-410, wait 410-510, streaming 510-610',
      );
    });

    it('counts a socket that was left, whenever that was', () => {
      const holdups = [{ kind: 'backPressure' as const, start: 150, end: 250 }];
      assert.equal(
        pieces([{ line: late, holdups }], 'c1 0-400'),
        'wait 0-100, streaming 100-150, slowConsumer 150-250, streaming 250-400',
      );
    });

    it('says what a program did that took nothing', () => {
      const work = [drawWork('timer 410 690')];
      assert.equal(
        pieces(
          [{ line: late, taken: [101, 201, 301, 700] }, answer(700)],
          'c1 0-410, w1 410-690, - 690-700',
          {
            work,
          },
        ),
        'wait 0-100, streaming 100-400, slowConsumer 400-410, slowConsumer (sleep) 410-690, slowConsumer (sleep) 690-700',
      );
    });
  });

  describe('of other work', () => {
    const calls = [answer(0), answer(1000)];
    const [opening, closing] = ['wait 0-100, streaming 100-200, ', ', wait 1000-1100, streaming 1100-1200'];
    const path = (segments: string) => `c1 0-200, ${segments}, c2 1000-1200`;
    const between = (segments: string, ...lines: string[]) =>
      pieces(calls, path(segments), { work: lines.map((line) => drawWork(line)) })
        .replace('wait 0-100, streaming 100-200, ', '')
        .replace(', wait 1000-1100, streaming 1100-1200', '');

    it('names requests and commands', () => {
      assert.equal(
        between(
          '- 200-210, w1 210-500, w2 500-900, - 900-1000',
          'http 210 500 GET docs.test/search',
          'process 500 900 python',
        ),
        'unexplained 200-210, http (http GET docs.test/search) 210-500, process (process python) 500-900, unexplained 900-1000',
      );
    });

    it('takes tools that are called over MCP for tools', () => {
      assert.equal(
        between('w1 200-900, - 900-1000', 'tool 200 900 search'),
        'tool search 200-900, unexplained 900-1000',
      );
    });

    it('knows sleeps', () => {
      assert.equal(between('w1 200-900, - 900-1000', 'timer 200 900'), 'sleep 200-900, unexplained 900-1000');
    });

    it('takes a timer that runs late for asleep until then, but for what is known', () => {
      assert.equal(
        between('w1 200-900, - 900-920, w2 920-1000', 'timer 200 900', 'timer 920 1000'),
        'sleep 200-900, sleep 900-920, sleep 920-1000',
      );
      assert.equal(
        between('w1 200-900, - 900-921, w2 921-1000', 'timer 200 900', 'timer 921 1000'),
        'sleep 200-900, unexplained 900-921, sleep 921-1000',
      );
    });

    it('explains time between by sleeps that nothing was seen to wait for', () => {
      assert.equal(
        between('- 200-1000', 'timer 250 990'),
        'unexplained 200-250, sleep 250-990, unexplained 990-1000',
      );
    });

    it('counts as computing what the event loop was busy, and no more', () => {
      const busy = (facts: object) =>
        pieces(calls, path('- 200-1000'), { work: [drawWork('cpu 200 1000', facts)] }).slice(
          opening.length,
          -closing.length,
        );
      assert.equal(busy({ busy: 30, cpu: 28 }), 'cpu 200-230, unexplained 230-1000');
      assert.equal(busy({ busy: 30, cpu: 2 }), 'cpu (cpu blocked) 200-230, unexplained 230-1000');
      assert.equal(busy({ busy: 900, cpu: 900 }), 'cpu 200-1000');
      assert.equal(busy({ busy: 800, cpu: 800, name: 'start-up' }), 'cpu (cpu start-up) 200-1000');
    });

    it('counts no busy time twice', () => {
      const work = [drawWork('cpu 200 1000', { busy: 190, cpu: 190 }), drawWork('timer 300 900')];
      assert.equal(
        pieces(calls, path('- 200-300, w1 300-900, - 900-1000'), { work }).slice(
          opening.length,
          -closing.length,
        ),
        'cpu 200-300, sleep 300-900, cpu 900-990, unexplained 990-1000',
      );
    });

    it('explains nothing by another process', () => {
      const work = [drawWork('cpu 200 1000', { busy: 700, cpu: 700, process: 'p2' as never })];
      assert.equal(
        pieces(calls, path('- 200-1000'), { work }).slice(opening.length, -closing.length),
        'unexplained 200-1000',
      );
    });
  });

  describe('of tools', () => {
    const calls = [answer(0, { tools: ['search', 'fetch'] }), answer(1000), answer(300)];
    const work = [drawWork('http 300 600 GET docs.test/'), drawWork('timer 700 900')];
    const run = drawRun(calls, { work });
    const cut = (path: string, ...tools: string[]) =>
      drawPieces(cutDrawn(run, path, { threads: [drawThread(run, ['c1', 'c2'], [tools])] }));

    it('gives them all time from the answer to the request, and says what it was spent on', () => {
      assert.equal(
        cut(
          'c1 100-200, - 200-300, w1 300-600, - 600-700, w2 700-900, - 900-1000, c2 1000-1100',
          'search+fetch 200-1000',
        ),
        [
          'streaming 100-200',
          'tool search, fetch 200-300',
          'tool search, fetch (http GET docs.test/) 300-600',
          'tool search, fetch 600-700',
          'tool search, fetch (sleep) 700-900',
          'tool search, fetch 900-1000',
          'wait 1000-1100',
        ].join(', '),
      );
    });

    it('tells one after the other apart', () => {
      assert.equal(
        cut('c1 100-200, - 200-300, w1 300-600, - 600-1000', 'search 200-620', 'fetch 620-990'),
        'streaming 100-200, tool search 200-300, tool search (http GET docs.test/) 300-600, tool search 600-620, tool fetch 620-990, unexplained 990-1000'.replace(
          'tool fetch 620-990',
          'tool fetch 620-700, tool fetch (sleep) 700-900, tool fetch 900-990',
        ),
      );
    });

    it('gives work to the one of several at a time that it was for, and the rest to the one that took longest', () => {
      const id = run.work[0]?.id;
      assert.equal(
        cut('c1 100-200, - 200-300, w1 300-600, - 600-700', `search 200-650 ${id}`, 'fetch 200-1000'),
        'streaming 100-200, tool fetch 200-300, tool search (http GET docs.test/) 300-600, tool fetch 600-700',
      );
    });

    it('leaves the calls of a sub-agent what they are', () => {
      const parent = { thread: 'c1', iteration: 1 };
      const threads = [
        drawThread(run, ['c1', 'c2'], [['ask 200-1000']]),
        { ...drawThread(run, ['c3']), parent },
      ];
      assert.equal(
        drawPieces(
          cutDrawn(run, 'c1 100-200, - 200-300, c3 300-500, - 500-700, w2 700-900, - 900-1000', { threads }),
        ),
        'streaming 100-200, tool ask 200-300, wait 300-400, streaming 400-500, tool ask 500-700, tool ask (sleep) 700-900, tool ask 900-1000',
      );
    });

    it('gives the time between calls of a sub-agent to the tool that it is', () => {
      const all = drawRun([answer(0), answer(1000), answer(300), answer(600)]);
      const parent = { thread: 'c1', iteration: 1 };
      const threads = [
        drawThread(all, ['c1', 'c2'], [['ask 200-1000']]),
        { ...drawThread(all, ['c3', 'c4'], [['look 510-590']]), parent },
      ];
      assert.equal(
        drawPieces(cutDrawn(all, 'c3 300-500, - 500-600, c4 600-800, - 800-1000', { threads })),
        'wait 300-400, streaming 400-500, tool ask 500-510, tool look 510-590, tool ask 590-600, wait 600-700, streaming 700-800, tool ask 800-1000',
      );
    });
  });

  it('puts the debugger above all', () => {
    const pauses = [{ start: 150, end: 250 }, { start: 950 }];
    assert.equal(
      pieces([answer(0), answer(900)], 'c1 0-200, - 200-900, c2 900-1100', { pauses }),
      'wait 0-100, streaming 100-150, debugger 150-200, debugger 200-250, unexplained 250-900, wait 900-950, debugger 950-1100',
    );
  });
});
