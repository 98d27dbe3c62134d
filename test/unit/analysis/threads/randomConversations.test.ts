import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findThreads } from '../../../../src/analysis/threads/findThreads';
import { drawConversations } from '../../../support/drawConversations';

/** A request that was really made, by some calls, to go on from another one. */
interface Request {
  readonly calls: string[];
  readonly from?: Request;
  readonly next: Request[];
  /** What the conversation goes on with: all that was said up to its answer. */
  said: readonly string[];
}

/** What a program does next: some conversation goes on, from its last answer or from an earlier one. */
interface Step {
  readonly conversation: number;
  readonly kind: 'goOn' | 'branch' | 'again' | 'fail' | 'cut' | 'begin';
  /** Which of the earlier answers; how many messages are kept. */
  readonly choice: number;
  readonly tools: number;
}

const steps = fc.array(
  fc.record<Step>({
    conversation: fc.nat(3),
    kind: fc.constantFrom('goOn', 'goOn', 'goOn', 'branch', 'again', 'fail', 'cut', 'begin'),
    choice: fc.nat(9),
    tools: fc.nat(2),
  }),
  { minLength: 1, maxLength: 40 },
);

/** Has conversations side by side, and knows which call carries on which. */
class Program {
  readonly lines: string[] = [];
  readonly requests: Request[] = [];
  readonly #conversations: Request[][] = [];
  #words = 0;

  constructor(private readonly hasIds: boolean) {}

  take({ conversation, kind, choice, tools }: Step): void {
    const known = this.#conversations[conversation];
    if (!known || kind === 'begin') {
      const request = this.#begin(undefined);
      this.#conversations[conversation] = [request];
      this.#ask(request, [this.#word('user')], tools);
      return;
    }
    const last = known.at(-1) as Request;
    if (kind === 'again' || kind === 'fail') {
      this.#askAgain(last, kind === 'fail', tools);
      return;
    }
    const from = kind === 'branch' ? (known[choice % known.length] as Request) : last;
    const request = this.#begin(from);
    known.push(request);
    // The same results brought once more would be the same request.
    const isEnough = kind !== 'branch' && from.said.at(-1)?.startsWith('result');
    const brought = isEnough ? [] : [this.#word('user')];
    const said = kind === 'cut' ? from.said.slice(-Math.max(choice, 4 + tools)) : from.said;
    this.#ask(request, [...said, ...brought], tools);
  }

  #begin(from: Request | undefined): Request {
    const request: Request = { calls: [], from, next: [], said: [] };
    from?.next.push(request);
    this.requests.push(request);
    return request;
  }

  /** The answer that comes last is the one that is gone on from. */
  #askAgain(request: Request, fails: boolean, tools: number): void {
    if (request.next.length > 0) return;
    const asked = this.#askedIn.get(request) ?? [];
    if (fails) this.#write(request, asked, '', '| fails');
    else this.#ask(request, asked, tools);
  }

  readonly #askedIn = new Map<Request, readonly string[]>();

  #ask(request: Request, asked: readonly string[], tools: number): void {
    this.#askedIn.set(request, asked);
    const ids = Array.from({ length: tools }, () => this.#word('call'));
    const suffix = this.hasIds ? ids.map((id) => `#${id}`).join('') : '';
    const answer = this.#word('assistant') + suffix;
    const results = tools > 0 ? [this.#word('result') + suffix] : [];
    request.said = [...asked, answer, ...results];
    this.#write(request, asked, ids.map((id) => `tool${suffix && `#${id}`}`).join(' '), '');
  }

  /** Instructions have the time in them. */
  #write(request: Request, asked: readonly string[], tools: string, known: string): void {
    const name = `c${this.lines.length}`;
    const start = this.lines.length * 100;
    request.calls.push(name);
    this.lines.push(
      `${name} ${start}-${start + 90} ${this.#word('sys')}~9 ${asked.join(' ')} > ${tools} ${known}`,
    );
  }

  #word(kind: string): string {
    this.#words += 1;
    return `${kind}${this.#words}`;
  }
}

/** The threads that requests make: each goes on with the branch that goes on longest, the first of equal ones. */
function expected(requests: readonly Request[]): string[] {
  const lengthOf = ({ next }: Request): number => 1 + Math.max(0, ...next.map(lengthOf));
  const mainOf = ({ next }: Request) => next.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
  const lines = requests
    .filter((request) => !request.from || mainOf(request.from) !== request)
    .map((first) => {
      const line: Request[] = [];
      for (let one: Request | undefined = first; one; one = mainOf(one)) line.push(one);
      return line;
    });
  const placeOf = (request: Request) => {
    const line = lines.find((one) => one.includes(request)) ?? [];
    return `${line[0]?.calls[0]} ${line.indexOf(request) + 1}`;
  };
  return lines.map((line) => {
    const from = line[0]?.from;
    const turns = line.map(({ calls }) => calls.join(' ')).join(' | ');
    return from ? `${turns} branch of ${placeOf(from)}` : turns;
  });
}

function found(lines: readonly string[]): string[] {
  return findThreads(drawConversations(lines.join('\n')).activities).map(({ iterations, branchOf }) => {
    const turns = iterations.map(({ calls }) => calls.map(({ id }) => id).join(' ')).join(' | ');
    return branchOf ? `${turns} branch of ${branchOf.thread} ${branchOf.iteration}` : turns;
  });
}

describe('findThreads, of any conversations', () => {
  for (const hasIds of [true, false]) {
    it(`finds who carried on what, ${hasIds ? 'with' : 'without'} ids of tool calls`, function () {
      this.timeout(30_000);
      fc.assert(
        fc.property(steps, (taken) => {
          const program = new Program(hasIds);
          for (const step of taken) program.take(step);
          assert.deepEqual(found(program.lines).toSorted(), expected(program.requests).toSorted());
        }),
        { numRuns: 100, seed: 1 },
      );
    });
  }
});
