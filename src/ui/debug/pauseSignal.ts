import type { PauseSignal } from './pauseLedger';

interface ProtocolEvent {
  readonly type?: unknown;
  readonly event?: unknown;
  readonly body?: {
    readonly threadId?: unknown;
    readonly reason?: unknown;
    readonly allThreadsStopped?: unknown;
    readonly allThreadsContinued?: unknown;
  };
}

/**
 * What a message of a debug adapter says about its threads, or undefined when it says nothing.
 * Format: https://microsoft.github.io/debug-adapter-protocol/specification#Events
 */
export function readPauseSignal(message: unknown): PauseSignal | undefined {
  const { type, event, body } = (message ?? {}) as ProtocolEvent;
  if (type !== 'event') return undefined;
  switch (event) {
    case 'stopped':
      return { kind: 'stopped', thread: threadOf(body?.threadId, body?.allThreadsStopped) };
    case 'continued':
      return { kind: 'continued', thread: threadOf(body?.threadId, body?.allThreadsContinued) };
    case 'thread':
      return body?.reason === 'exited' ? { kind: 'gone', thread: threadOf(body.threadId, false) } : undefined;
    case 'terminated':
    case 'exited':
      return { kind: 'gone' };
    default:
      return undefined;
  }
}

function threadOf(thread: unknown, all: unknown): number | undefined {
  return all === true || typeof thread !== 'number' ? undefined : thread;
}
