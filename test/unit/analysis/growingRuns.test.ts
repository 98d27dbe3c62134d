import assert from 'node:assert/strict';
import fc, { type Arbitrary } from 'fast-check';
import { analyseRun, type RunAnalysis } from '../../../src/analysis/analyseRun';
import type { AttemptId, CallId, ProcessId, WorkId } from '../../../src/base/units';
import type { Attribution } from '../../../src/model/attribution';
import type { Call } from '../../../src/model/call';
import type { ProcessInfo, Run } from '../../../src/model/run';
import type { Work } from '../../../src/model/work';
import { anySteps, ConversationProgram } from '../../support/conversationProgram';
import { drawConversations } from '../../support/drawConversations';
import { drawCall, drawRun, drawWork } from '../../support/runDsl';
import { stateAt } from '../../support/stateAt';

/** Something that a program did, with when it was known: some things are only read a while after they happened. */
interface Deed {
  readonly start: number;
  readonly length: number;
  readonly late: number;
  readonly kind: string;
  readonly process: string;
  readonly via: readonly number[];
  /** The line is found later than the rest. */
  readonly lineLate: number;
  readonly busy: number;
  /** Which of the deeds before it quotes, asks for or brings. */
  readonly earlier: number;
}

const tens = (most: number) => fc.nat(most).map((number) => number * 10);

const deeds: Arbitrary<readonly Deed[]> = fc.array(
  fc.record<Deed>({
    start: tens(400),
    length: fc.oneof(tens(20), tens(20), tens(200)),
    late: fc.constantFrom(0, 0, 0, 40, 700),
    kind: fc.constantFrom(
      'call',
      'call',
      'call',
      'call',
      'http',
      'tool',
      'timer',
      'cpu',
      'process',
      'measure',
    ),
    process: fc.constantFrom('p1', 'p1', 'p1', 'child', 'server'),
    via: fc.constantFrom([], [1], [2], [3, 1], [4, 2]),
    lineLate: fc.constantFrom(0, 0, 60),
    busy: fc.nat(300),
    earlier: fc.nat(12),
  }),
  { minLength: 1, maxLength: 40 },
);

const pauses = fc.array(fc.record({ start: tens(300), length: tens(20) }), { maxLength: 1 });

function attributionOf({ via }: Deed): Attribution {
  const chain = via.map((moment) => ({
    file: '/work/agent.ts',
    line: moment,
    column: 1,
    functionName: 'run',
    moment,
  }));
  return { method: 'sync', confidence: 'high', chain };
}

const noLine: Attribution = { method: 'none', confidence: 'low', chain: [] };

/** A program and all states of it: what does not change from one to the next is the same object. */
class Program {
  readonly #known = new Map<string, Call | Work>();
  readonly #calls: readonly Deed[];
  readonly #work: readonly Deed[];

  constructor(
    all: readonly Deed[],
    private readonly pauses: readonly { readonly start: number; readonly length: number }[],
  ) {
    const inOrder = all.toSorted((a, b) => a.start - b.start);
    this.#calls = inOrder.filter(({ kind }) => kind === 'call');
    this.#work = inOrder.filter(({ kind }) => kind !== 'call');
  }

  at(now: number): Run {
    const isKnown = ({ start, late }: Deed) => start + late <= now;
    const calls = this.#calls.flatMap((deed, index) => (isKnown(deed) ? this.#call(deed, index, now) : []));
    const work = this.#work.flatMap((deed, index) => (isKnown(deed) ? this.#piece(deed, index, now) : []));
    const held = this.pauses
      .filter(({ start }) => start <= now)
      .map(({ start, length }) => ({ start, end: start + length <= now ? start + length : undefined }));
    return drawRun([], { calls, work, processes, pauses: held });
  }

  #call(deed: Deed, index: number, now: number): Call {
    const { start, length, late, lineLate, earlier } = deed;
    const isOver = start + length + late <= now;
    const hasLine = start + lineLate <= now;
    return this.#remember(`c${index} ${isOver} ${hasLine}`, () => {
      const line = isOver
        ? `sent 0, head 1, text 2, finish ${length}, close ${length + 2}`
        : 'sent 0, head 1';
      const quoted = this.#calls[index - 1 - earlier];
      const quotes = quoted ? [`c${index - 1 - earlier}.1`] : undefined;
      const call = drawCall({ start, line, quotes, ...(isOver ? {} : { outcome: 'inFlight' }) }, `c${index}`);
      return {
        ...call,
        id: `c${index}` as CallId,
        process: deed.process as ProcessId,
        attribution: hasLine ? attributionOf(deed) : noLine,
        attempts: call.attempts.map((attempt) => ({ ...attempt, id: `c${index}.1` as AttemptId })),
      };
    });
  }

  #piece(deed: Deed, index: number, now: number): Work {
    const { kind, start, length, late, busy } = deed;
    const isOver = start + length + late <= now;
    return this.#remember(`w${index} ${isOver}`, () => {
      const id = `w${index}` as WorkId;
      const name = kind === 'http' ? 'GET localhost:3000/' : kind;
      const facts = { id, name, busy, process: deed.process as ProcessId, attribution: attributionOf(deed) };
      return drawWork(`${kind} ${start}${isOver ? ` ${start + length}` : ''}`, facts);
    });
  }

  #remember<Item extends Call | Work>(key: string, make: () => Item): Item {
    const known = this.#known.get(key) as Item | undefined;
    const item = known ?? make();
    this.#known.set(key, item);
    return item;
  }
}

const processes = [
  { id: 'p1', pid: 100, parentPid: 1, start: 0 },
  { id: 'child', pid: 200, parentPid: 100, start: 40, end: 2000 },
  { id: 'server', pid: 300, parentPid: 1, start: 0 },
].map((facts) => ({ thread: 0, runtime: 'node', cwd: '/', ...facts }) as ProcessInfo);

/** All that an analysis says, in a form that compares. */
function said({ activities, threads, graph, path, pieces, start, end }: RunAnalysis) {
  return {
    activities,
    threads,
    before: activities.map(({ id }) => graph.before.get(id)),
    after: activities.map(({ id }) => graph.after.get(id)),
    inside: graph.inside,
    segments: path.segments,
    slack: path.slack,
    pieces,
    start,
    end,
  };
}

describe('analyseRun, of a run that goes on', function () {
  this.timeout(60_000);

  it('says what it would say of each state alone, whatever the program does', () => {
    fc.assert(
      fc.property(deeds, pauses, fc.constantFrom(70, 110, 400), (all, held, every) => {
        const program = new Program(all, held);
        let previous: RunAnalysis | undefined;
        for (let now = 0; now <= 6500; now += every) {
          previous = analyseRun(program.at(now), now, previous);
          const alone = analyseRun(program.at(now), now);
          assert.deepEqual(said(previous), said(alone), `at ${now}`);
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('says the same of any conversations, with their tools', () => {
    fc.assert(
      fc.property(anySteps, fc.boolean(), fc.constantFrom(70, 250), (taken, hasIds, every) => {
        const program = new ConversationProgram(hasIds);
        for (const step of taken) program.take(step);
        const { run } = drawConversations(program.lines.join('\n'));
        const end = Math.max(...run.calls.map(({ attempts }) => attempts.at(-1)?.timing.close ?? 0));
        let previous: RunAnalysis | undefined;
        for (let now = 0; now <= end + every; now += every) {
          previous = analyseRun(stateAt(run, now), now, previous);
          assert.deepEqual(said(previous), said(analyseRun(stateAt(run, now), now)), `at ${now}`);
        }
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  it('finds what a program did with pieces of an answer when these are told later than it', () => {
    const work = [drawWork('http 300 420 POST speech.test/say')];
    const states = [
      'sent 0, head 200',
      'sent 0, head 200, text 220 410',
      'sent 0, text 220 410, finish 500, close 500',
    ];
    const first = drawCall({ line: states[0] ?? '' });
    const [{ request, quotes }] = first.attempts as [(typeof first.attempts)[number]];
    let previous: RunAnalysis | undefined;
    for (const line of states) {
      const { attempts, ...call } = drawCall({ line });
      const known = attempts.map((attempt) => ({ ...attempt, request, quotes }));
      const run = drawRun([], {
        work,
        calls: [{ ...call, attribution: first.attribution, attempts: known }],
      });
      previous = analyseRun(run, 600, previous);
      assert.deepEqual(said(previous), said(analyseRun(run, 600)), line);
    }
    assert.deepEqual(
      previous?.graph.before.get(work[0]?.id as WorkId)?.map(({ from, lag }) => `${from} ${lag}`),
      ['c1 -200'],
    );
  });
});
