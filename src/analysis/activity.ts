import type { CallId, Milliseconds, ProcessId, WorkId } from '../base/units';
import type { Call } from '../model/call';
import type { OtherWork } from './otherWork';

/** Names a call or a piece of other work; unique in its run. */
export type ActivityId = CallId | WorkId;

interface Times {
  readonly process: ProcessId;
  readonly start: Milliseconds;
  /** `now` while it goes on. */
  readonly end: Milliseconds;
  readonly isOpen: boolean;
}

export interface CallActivity extends Times {
  readonly kind: 'call';
  readonly id: CallId;
  readonly call: Call;
}

export interface WorkActivity extends Times {
  readonly kind: 'work';
  readonly id: WorkId;
  readonly work: OtherWork;
}

/** Whatever takes time in a run and can be waited for: a call, or other work that is no mere mark or thread beside. */
export type Activity = CallActivity | WorkActivity;
