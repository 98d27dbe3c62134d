import type { EpochMilliseconds } from '../../base/units';

/** What a debug adapter's message says about a program's threads. `thread` is missing when it means all of them. */
export interface PauseSignal {
  readonly kind: 'stopped' | 'continued' | 'gone';
  readonly thread?: number;
  readonly at: EpochMilliseconds;
}

interface ProtocolMessage {
  readonly type?: unknown;
  readonly seq?: unknown;
  readonly event?: unknown;
  readonly command?: unknown;
  readonly request_seq?: unknown;
  readonly success?: unknown;
  readonly arguments?: { readonly threadId?: unknown };
  readonly body?: {
    readonly threadId?: unknown;
    readonly reason?: unknown;
    readonly allThreadsStopped?: unknown;
    readonly allThreadsContinued?: unknown;
  };
}

/** Requests on which a program goes on; https://microsoft.github.io/debug-adapter-protocol/specification#Requests */
const resuming = new Set([
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'stepBack',
  'reverseContinue',
  'goto',
  'restartFrame',
]);

/** So many requests may be unanswered before the oldest is forgotten. */
const MOST_ASKED = 100;

interface Asked {
  readonly command: string;
  readonly thread?: number;
  readonly at: EpochMilliseconds;
}

/**
 * Reads from the messages of one debug session when the program was held. The debugger tells late that the program
 * goes on, when it may have made its next call already; but it can't have gone on before the person asked for it. So a
 * pause ends at that request, once it is known to have been granted.
 */
export class PauseReader {
  private readonly asked = new Map<unknown, Asked>();

  /** A message from the editor to the debug adapter. */
  receive(message: unknown, at: EpochMilliseconds): void {
    const { type, command, seq, arguments: given } = (message ?? {}) as ProtocolMessage;
    if (type !== 'request' || typeof command !== 'string' || !resuming.has(command)) return;
    this.asked.set(seq, { command, thread: threadOf(given?.threadId, false), at });
    for (const oldest of [...this.asked.keys()].slice(0, -MOST_ASKED)) this.asked.delete(oldest);
  }

  /** A message from the debug adapter to the editor. Undefined when it says nothing about threads. */
  send(message: unknown, at: EpochMilliseconds): PauseSignal | undefined {
    const { type, event, body, request_seq: seq, success } = (message ?? {}) as ProtocolMessage;
    if (type === 'response') return this.answer(seq, success === true, body);
    if (type !== 'event') return undefined;
    switch (event) {
      case 'stopped':
        this.asked.clear();
        return { kind: 'stopped', thread: threadOf(body?.threadId, body?.allThreadsStopped), at };
      case 'continued': {
        const thread = threadOf(body?.threadId, body?.allThreadsContinued);
        return { kind: 'continued', thread, at: this.askedAt(thread) ?? at };
      }
      case 'thread':
        if (body?.reason !== 'exited') return undefined;
        return { kind: 'gone', thread: threadOf(body.threadId, false), at };
      case 'terminated':
      case 'exited':
        return { kind: 'gone', at };
      default:
        return undefined;
    }
  }

  /** Adapters need not send an event for what they were asked to do. */
  private answer(seq: unknown, granted: boolean, body: ProtocolMessage['body']): PauseSignal | undefined {
    const asked = this.asked.get(seq);
    if (!asked) return undefined;
    this.asked.delete(seq);
    if (!granted) return undefined;
    // An answer to `continue` that says nothing else means all threads.
    const isAll = asked.command === 'continue' && body?.allThreadsContinued !== false;
    return { kind: 'continued', thread: isAll ? undefined : asked.thread, at: asked.at };
  }

  /** The first request to let the thread go on. */
  private askedAt(thread: number | undefined): EpochMilliseconds | undefined {
    return [...this.asked.values()].find((one) => thread === undefined || one.thread === thread)?.at;
  }
}

function threadOf(thread: unknown, all: unknown): number | undefined {
  return all === true || typeof thread !== 'number' ? undefined : thread;
}
