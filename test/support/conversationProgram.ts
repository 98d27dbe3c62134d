import fc from 'fast-check';

/** A request that was really made, by some calls, to go on from another one. */
export interface Request {
  readonly calls: string[];
  readonly from?: Request;
  readonly next: Request[];
  /** What the conversation goes on with: all that was said up to its answer. */
  said: readonly string[];
}

/** What a program does next: some conversation goes on, from its last answer or from an earlier one. */
export interface Step {
  readonly conversation: number;
  readonly kind: 'goOn' | 'branch' | 'again' | 'fail' | 'cut' | 'begin';
  /** Which of the earlier answers; how many messages are kept. */
  readonly choice: number;
  readonly tools: number;
}

/** What programs may do. */
export const anySteps = fc.array(
  fc.record<Step>({
    conversation: fc.nat(3),
    kind: fc.constantFrom('goOn', 'goOn', 'goOn', 'branch', 'again', 'fail', 'cut', 'begin'),
    choice: fc.nat(9),
    tools: fc.nat(2),
  }),
  { minLength: 1, maxLength: 40 },
);

/** Has conversations side by side, and knows which call carries on which. */
export class ConversationProgram {
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
