import { memoiseByIdentity } from '../../base/memoise';
import type { Call } from '../../model/call';
import type { Thread } from '../threads/thread';

/** The conversation that each call is a part of. */
export const threadOfCall: (threads: readonly Thread[]) => ReadonlyMap<Call, Thread> = memoiseByIdentity(
  (threads) => new Map(threads.flatMap((thread) => thread.calls.map((call) => [call, thread] as const))),
);
