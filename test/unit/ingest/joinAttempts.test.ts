import assert from 'node:assert/strict';
import type { AttemptId, CallSiteId, ProcessId } from '../../../src/base/units';
import { joinAttempts, type PlaceOf } from '../../../src/ingest/joinAttempts';
import type { Attempt } from '../../../src/model/attempt';
import { type AttemptDrawing, drawAttempt } from '../../support/runDsl';

interface Facts extends Partial<AttemptDrawing> {
  readonly id: string;
  /** As the client counts it; undefined: it does not. */
  readonly retry?: number;
  readonly body?: string;
  /** What the client calls the call. */
  readonly call?: string;
  readonly process?: string;
  readonly site?: string;
  /** Of the stack that the line was found on. */
  readonly moment?: number;
}

function draw(facts: Facts): Attempt {
  const drawn = drawAttempt({ line: 'sent 1, head 10, text 12, finish 15, close 20', ...facts });
  return {
    ...drawn,
    id: facts.id as AttemptId,
    process: (facts.process ?? 'p') as ProcessId,
    request: {
      ...drawn.request,
      bodyHash: 'body' in facts ? facts.body : 'aaaa',
      retryCount: facts.retry,
      invocationId: facts.call,
    },
  };
}

/** Joined ids, one word a call. */
function join(...drawings: readonly Facts[]): string {
  const placeOf: PlaceOf = (attempt) => {
    const drawing = drawings.find(({ id }) => id === attempt.id);
    const site = (drawing && 'site' in drawing ? drawing.site : 'agent.ts:1:1') as CallSiteId | undefined;
    return { site, moment: drawing?.moment };
  };
  return joinAttempts(drawings.map(draw), placeOf)
    .map((chain) => chain.map(({ id }) => id).join('+'))
    .join(' ');
}

const refused = { status: 429, outcome: 'error' } as const;
const broken = { line: 'close 20', outcome: 'error' } as const;

describe('joinAttempts', () => {
  describe('by the client’s own count', () => {
    it('puts retries behind what they repeat', () => {
      const calls = join(
        { id: 'a0', retry: 0, ...refused },
        { id: 'a1', retry: 1, start: 500, ...refused },
        { id: 'a2', retry: 2, start: 1500 },
      );
      assert.equal(calls, 'a0+a1+a2');
    });

    it('keeps calls that are not retried apart', () => {
      assert.equal(join({ id: 'a0', retry: 0, ...refused }, { id: 'b0', retry: 0, start: 500 }), 'a0 b0');
    });

    it('goes by the name of the call where the client gives it one', () => {
      const calls = join(
        { id: 'a0', retry: 0, call: 'A', ...refused },
        { id: 'b0', retry: 0, call: 'B', start: 100, ...refused },
        { id: 'a1', retry: 1, call: 'A', start: 500, body: undefined },
        { id: 'b1', retry: 1, call: 'B', start: 600 },
      );
      assert.equal(calls, 'a0+a1 b0+b1');
    });

    it('takes the latest that failed', () => {
      const calls = join(
        { id: 'a0', retry: 0, ...refused },
        { id: 'b0', retry: 0, start: 500, ...refused },
        { id: 'b1', retry: 1, start: 1000 },
      );
      assert.equal(calls, 'a0 b0+b1');
    });

    it('gives two calls at once a retry each', () => {
      const calls = join(
        { id: 'a0', retry: 0, ...refused },
        { id: 'b0', retry: 0, start: 1, ...refused },
        { id: 'x1', retry: 1, start: 500 },
        { id: 'y1', retry: 1, start: 510 },
      );
      assert.equal(calls, 'a0+y1 b0+x1');
    });

    it('joins what followed an attempt that the client gave up or that broke', () => {
      assert.equal(
        join({ id: 'a0', retry: 0, outcome: 'cancelled' }, { id: 'a1', retry: 1, start: 500 }),
        'a0+a1',
      );
      assert.equal(join({ id: 'a0', retry: 0, ...broken }, { id: 'a1', retry: 1, start: 500 }), 'a0+a1');
    });

    it('does not wait for the rest of a refusal that the client did not wait for', () => {
      const refusal = { line: 'sent 1, head 10', ...refused, outcome: 'inFlight' } as const;
      assert.equal(join({ id: 'a0', retry: 0, ...refusal }, { id: 'a1', retry: 1, start: 500 }), 'a0+a1');
    });

    it('needs no line of the program', () => {
      assert.equal(
        join(
          { id: 'a0', retry: 0, site: undefined, ...refused },
          { id: 'a1', retry: 1, start: 500, site: undefined },
        ),
        'a0+a1',
      );
    });

    for (const [what, difference] of [
      ['body', { body: 'bbbb' }],
      ['process', { process: 'q' }],
      ['host', { host: 'other.example' }],
      ['count', { retry: 2 }],
    ] as const) {
      it(`keeps attempts of another ${what} apart`, () => {
        assert.equal(
          join({ id: 'a0', retry: 0, ...refused }, { id: 'b1', retry: 1, start: 500, ...difference }),
          'a0 b1',
        );
      });
    }

    it('keeps apart what was answered, what began before, and what has no known body', () => {
      assert.equal(join({ id: 'a0', retry: 0 }, { id: 'b1', retry: 1, start: 500 }), 'a0 b1');
      assert.equal(join({ id: 'a0', retry: 0, ...refused }, { id: 'b1', retry: 1, start: 5 }), 'a0 b1');
      const unknown = { body: undefined };
      assert.equal(
        join({ id: 'a0', retry: 0, ...unknown, ...refused }, { id: 'b1', retry: 1, start: 500, ...unknown }),
        'a0 b1',
      );
    });
  });

  describe('with a count that begins anew', () => {
    const first = { id: 'a0', retry: 0, moment: 7, ...refused };

    it('joins what a framework sends again from one moment of the program', () => {
      const calls = join(
        first,
        { ...first, id: 'a1', start: 500 },
        { id: 'a2', retry: 0, start: 1500, moment: 7 },
      );
      assert.equal(calls, 'a0+a1+a2');
    });

    it('goes on behind the client’s own retries', () => {
      const calls = join(
        first,
        { ...refused, id: 'a1', retry: 1, start: 500, moment: 7 },
        { id: 'a2', retry: 0, start: 1500, moment: 7 },
      );
      assert.equal(calls, 'a0+a1+a2');
    });

    it('leaves a loop of the program’s own apart', () => {
      assert.equal(join(first, { id: 'b0', retry: 0, start: 500, moment: 8 }), 'a0 b0');
      const unknown = { ...first, moment: undefined };
      assert.equal(join(unknown, { id: 'b0', retry: 0, start: 500 }), 'a0 b0');
    });

    it('leaves apart what was answered, is not worth repeating, or comes too late', () => {
      const again = { id: 'b0', retry: 0, start: 500, moment: 7 };
      assert.equal(join({ id: 'a0', retry: 0, moment: 7 }, again), 'a0 b0');
      assert.equal(join({ ...first, status: 400 }, again), 'a0 b0');
      assert.equal(join(first, { ...again, start: 60_000 }), 'a0 b0');
    });
  });

  describe('without a count', () => {
    for (const status of [408, 409, 429, 500, 503, 529]) {
      it(`joins an equal request from the same line after HTTP ${status}`, () => {
        assert.equal(join({ id: 'a', status, outcome: 'error' }, { id: 'b', start: 1000 }), 'a+b');
      });
    }

    it('joins an equal request after a connection that failed', () => {
      assert.equal(join({ id: 'a', ...broken }, { id: 'b', start: 1000 }), 'a+b');
    });

    for (const status of [400, 401, 404, 422]) {
      it(`keeps an equal request apart after HTTP ${status}, which nobody retries`, () => {
        assert.equal(join({ id: 'a', status, outcome: 'error' }, { id: 'b', start: 1000 }), 'a b');
      });
    }

    it('keeps it apart when it comes from another line, or from no known one', () => {
      assert.equal(join({ id: 'a', ...refused }, { id: 'b', start: 1000, site: 'agent.ts:9:9' }), 'a b');
      assert.equal(
        join({ id: 'a', site: undefined, ...refused }, { id: 'b', start: 1000, site: undefined }),
        'a b',
      );
    });

    it('keeps it apart after a wait that no client makes', () => {
      assert.equal(join({ id: 'a', ...refused }, { id: 'b', start: 30_000 }), 'a+b');
      assert.equal(join({ id: 'a', ...refused }, { id: 'b', start: 30_100 }), 'a b');
    });

    it('keeps it apart when it began before the other had failed', () => {
      assert.equal(join({ id: 'a', ...broken }, { id: 'b', start: 5 }), 'a b');
    });

    it('waits as long as the server asked for', () => {
      const asked = { ...refused, retryAfterMs: 60_000 };
      assert.equal(join({ id: 'a', ...asked }, { id: 'b', start: 61_000 }), 'a+b');
      assert.equal(join({ id: 'a', ...asked }, { id: 'b', start: 71_000 }), 'a b');
    });

    it('keeps it apart from an attempt whose client counts', () => {
      assert.equal(join({ id: 'a', retry: 0, ...refused }, { id: 'b', start: 1000 }), 'a b');
    });

    it('keeps apart what was answered or cancelled', () => {
      assert.equal(join({ id: 'a' }, { id: 'b', start: 1000 }), 'a b');
      assert.equal(join({ id: 'a', outcome: 'cancelled' }, { id: 'b', start: 1000 }), 'a b');
    });
  });

  it('looks through thousands of equal requests that all failed in no time', () => {
    const failed = { status: 400, outcome: 'error' } as const;
    const attempts = Array.from({ length: 5000 }, (_, index) =>
      draw({ id: `a${index}`, start: index, ...failed }),
    );
    const before = process.cpuUsage();
    assert.equal(joinAttempts(attempts, () => ({ site: 's' as CallSiteId })).length, 5000);
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 1e6, `${user + system} µs of CPU time`);
  });

  describe('by a redirect', () => {
    const moved = { status: 307, line: 'sent 1, head 10, close 10', outcome: 'empty' } as const;

    it('puts what follows it behind, whatever its address', () => {
      const calls = join({ id: 'a0', ...moved }, { id: 'a1', start: 11, ...moved }, { id: 'a2', start: 30 });
      assert.equal(calls, 'a0+a1+a2');
    });

    it('does so when only the first has a line, and when the client gave the rest of the redirect up', () => {
      const given = { ...moved, outcome: 'cancelled' } as const;
      assert.equal(join({ id: 'a0', ...given }, { id: 'a1', start: 11, site: undefined }), 'a0+a1');
    });

    it('keeps apart what says something else, comes from elsewhere, or came before or much later', () => {
      for (const other of [
        { start: 11, body: 'bbbb' },
        { start: 11, body: undefined },
        { start: 11, process: 'q' },
        { start: 11, site: 'agent.ts:2:1' },
        { start: 9 },
        { start: 6000 },
      ]) {
        assert.equal(join({ id: 'a0', ...moved }, { id: 'b0', ...other }), 'a0 b0');
      }
    });

    it('does not make two calls to one that was told where to go', () => {
      const calls = join({ id: 'a0', ...moved }, { id: 'a1', start: 11 }, { id: 'b0', start: 12 });
      assert.equal(calls, 'a0+a1 b0');
    });
  });
});
