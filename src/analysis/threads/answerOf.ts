import type { Call } from '../../model/call';
import type { Iteration } from './thread';

/** The call of a turn that the conversation goes on from: the last that it made. */
export function answerOf({ calls }: Iteration): Call {
  return calls[calls.length - 1] as Call;
}
