import type { AttemptId, CallId, ProcessId, RunId, WorkId } from '../../../../src/base/units';
import type { Attempt, ResponseFacts } from '../../../../src/model/attempt';
import { type ChainFrame, callSiteIdOf } from '../../../../src/model/attribution';
import type { Call } from '../../../../src/model/call';
import type { PromptPart } from '../../../../src/model/prompt';
import type { Run } from '../../../../src/model/run';
import { type BodyRead, EventFlag, type StreamEvent } from '../../../../src/model/streamEvent';
import type { Work } from '../../../../src/model/work';
import { createRandom, type Random } from '../../../support/simulator/random';

/** How many turns an agent's conversation has. */
const TURNS = 8;
/** How many agents run side by side in each round; others run alone. */
const WIDTHS = [1, 1, 3, 1, 8] as const;
const file = '/work/agent.ts';
const processId = 'p1' as ProcessId;

/**
 * A run of a program that works off tasks, the same one for the same size: rounds of agents, alone or side by side, each
 * a conversation with streamed answers, tools in between (one, several in series or at once), a retry now and then, and
 * a summary of each round that quotes its agents.
 */
export function generateRun(callCount: number, chunksPerCall: number): Run {
  const writer = new RunWriter(callCount, chunksPerCall);
  for (let at = 0, round = 0; !writer.isFull; round++) at = writer.addRound(round, at);
  return writer.run();
}

/** An agent's state from turn to turn. */
interface Agent {
  readonly name: number;
  readonly prompt: PromptPart[];
  at: number;
  last?: Attempt;
}

class RunWriter {
  private readonly random: Random = createRandom(1);
  private readonly calls: Call[] = [];
  private readonly work: Work[] = [];
  private agents = 0;

  constructor(
    private readonly callCount: number,
    private readonly chunksPerCall: number,
  ) {}

  get isFull(): boolean {
    return this.calls.length >= this.callCount;
  }

  /** @returns when it was over */
  addRound(round: number, at: number): number {
    const width = WIDTHS[round % WIDTHS.length] as number;
    const agents = Array.from({ length: width }, (_, index) => this.beginAgent(at + 1 + index));
    for (const agent of agents) for (let turn = 0; turn < TURNS; turn++) this.addTurn(agent, turn);
    const end = Math.max(...agents.map((agent) => agent.at));
    const quotes = agents.flatMap(({ last }) => last?.id ?? []);
    const prompt = [this.part('system', 300), this.part('user', 2000)];
    return this.addCall(end + 2, prompt, { frames: ['summarise', 'main'], moment: round, quotes }).end;
  }

  run(): Run {
    const byStart = <Item>(items: Item[], startOf: (item: Item) => number) =>
      items.sort((a, b) => startOf(a) - startOf(b));
    const calls = byStart(this.calls, (call) => call.attempts[0]?.timing.start ?? 0);
    return {
      id: 'generated' as RunId,
      origin: { kind: 'record', title: 'node agent.js', folder: '/work' },
      startedAtEpoch: Date.UTC(2026, 2, 8),
      status: 'ended',
      end: calls.reduce((end, { attempts }) => Math.max(end, attempts.at(-1)?.timing.close ?? 0), 0),
      processes: [
        { id: processId, pid: 100, parentPid: 1, thread: 0, runtime: 'node', cwd: '/work', start: 0 },
      ],
      calls: calls.slice(0, this.callCount),
      work: byStart(this.work, ({ start }) => start),
      pauses: [],
      problems: [],
      otherOrigins: [],
    };
  }

  private beginAgent(at: number): Agent {
    this.agents += 1;
    const prompt = [this.part('tools', 1200), this.part('system', 800, 'shared'), this.part('user', 200)];
    return { name: this.agents, prompt, at };
  }

  private addTurn(agent: Agent, turn: number): void {
    const tools = turn === TURNS - 1 ? 0 : 1 + Math.floor(this.random() * 3);
    const { attempt, end } = this.addCall(agent.at, [...agent.prompt], {
      frames: ['askModel', 'runAgent', 'main'],
      moment: agent.name * 1000,
      tools,
      retried: this.random() < 0.02,
    });
    agent.last = attempt;
    agent.at = end;
    const ids = attempt.response?.toolCalls.flatMap(({ id }) => id ?? []) ?? [];
    agent.prompt.push({ toolCalls: ids, ...this.part('assistant', 400) });
    const areParallel = this.random() < 0.5;
    let toolEnd = end;
    for (const id of ids) {
      toolEnd = Math.max(toolEnd, this.addTool(areParallel ? end + 1 : toolEnd + 1, agent));
      agent.prompt.push({ toolCalls: [id], ...this.part('toolResult', 600) });
    }
    agent.at = toolEnd + 1;
  }

  private addTool(start: number, { name }: Agent): number {
    const end = start + 20 + this.random() * 80;
    const attribution = this.attribution(['fetchDocs', 'runAgent', 'main'], name * 1000);
    const id = `w${this.work.length}` as WorkId;
    const facts = { id, process: processId, kind: 'http', name: 'GET docs.test/', outcome: 'done' } as const;
    this.work.push({ start, end, attribution, ...facts });
    return end;
  }

  private addCall(
    start: number,
    prompt: readonly PromptPart[],
    facts: {
      readonly frames: readonly string[];
      readonly moment: number;
      readonly tools?: number;
      readonly retried?: boolean;
      readonly quotes?: readonly AttemptId[];
    },
  ): { attempt: Attempt; end: number } {
    const id = `c${this.calls.length}`;
    const attempts: Attempt[] = [];
    if (facts.retried) attempts.push(this.refusal(`${id}.0` as AttemptId, start, prompt));
    const begun = facts.retried ? start + 600 : start;
    const attempt = this.answer(`${id}.1` as AttemptId, begun, prompt, facts.tools ?? 0, facts.quotes);
    attempts.push(attempt);
    const attribution = this.attribution(facts.frames, facts.moment);
    this.calls.push({ id: id as CallId, process: processId, attribution, attempts, outcome: 'complete' });
    return { attempt, end: attempt.timing.close ?? start };
  }

  private refusal(id: AttemptId, start: number, prompt: readonly PromptPart[]): Attempt {
    const response = { retryAfterMs: 500, ...this.response(0), status: 429, usage: undefined };
    const timing = { start, assigned: start, sent: start + 1, headers: start + 40, close: start + 41 };
    return { timing, response, reads: [], events: [], outcome: 'error', ...this.exchange(id, prompt) };
  }

  private answer(
    id: AttemptId,
    start: number,
    prompt: readonly PromptPart[],
    tools: number,
    quotes: readonly AttemptId[] | undefined,
  ): Attempt {
    const first = start + 150 + this.random() * 200;
    const { reads, events, end } = this.stream(first);
    const response = { responseId: `r-${id}`, ...this.response(tools) };
    const timing = { start, assigned: start, sent: start + 1, headers: first - 1, close: end + 1 };
    return { timing, response, reads, events, quotes, outcome: 'complete', ...this.exchange(id, prompt) };
  }

  private exchange(id: AttemptId, prompt: readonly PromptPart[]) {
    return {
      id,
      process: processId,
      transport: 'undici',
      provider: 'openai',
      style: 'openai.chat',
      endpoint: {
        method: 'POST',
        host: 'api.test',
        path: '/v1/chat/completions',
        scheme: 'https',
      },
      connectionReused: true,
      request: {
        bytes: 4000,
        streamed: true,
        model: 'gpt-test',
        messageCount: prompt.length,
        prompt,
        bodyHash: id,
      },
      remarks: [],
    };
  }

  private response(tools: number): ResponseFacts {
    const toolCalls = Array.from({ length: tools }, () => ({
      id: `t${this.random().toString(36).slice(2)}`,
      name: 'fetch_docs',
      argumentChars: 30,
    }));
    const usage = {
      inputTokens: 1000,
      cachedTokens: 0,
      cacheWriteTokens: 0,
      outputTokens: this.chunksPerCall,
      reasoningTokens: null,
    };
    const counts = { bytes: 5000, textChars: 4 * this.chunksPerCall, reasoningChars: 0 };
    return { status: 200, streamed: true, reasoningStream: 'none', toolCalls, usage, ...counts };
  }

  private stream(first: number): { reads: BodyRead[]; events: StreamEvent[]; end: number } {
    const reads: BodyRead[] = [];
    const events: StreamEvent[] = [];
    let at = first;
    for (let index = 0; index < this.chunksPerCall; index++) {
      reads.push({ at, bytes: 180 });
      const isLast = index === this.chunksPerCall - 1;
      const flags = isLast ? EventFlag.finish | EventFlag.endMarker : EventFlag.text;
      events.push({ at, read: index, flags, chars: isLast ? 0 : 4 });
      if (!isLast) at += 5 + this.random() * 10;
    }
    return { reads, events, end: at };
  }

  private part(kind: PromptPart['kind'], chars: number, said?: string): PromptPart {
    return { kind, digest: said ?? this.random().toString(16).slice(2, 18), chars };
  }

  /** Frames of functions, innermost first: their caller's is the same execution in all that they do. */
  private attribution(functions: readonly string[], moment: number) {
    const chain = functions.map((functionName, index): ChainFrame => {
      const line = 10 * functionName.length;
      const found = index === 0 ? {} : { moment: index === functions.length - 1 ? 1 : moment };
      return { file, line, column: 3, functionName, ...found };
    });
    const [frame] = chain as [ChainFrame];
    return {
      method: 'sync' as const,
      confidence: 'high' as const,
      site: { id: callSiteIdOf(frame), ...frame },
      chain,
    };
  }
}
