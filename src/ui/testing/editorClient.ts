import type { PlannedCase, PlannedTarget } from '../../completion/plan';
import type { CompletionTarget, SampleEnd, SampleFailure, SampleMoments } from '../../model/completion';

/** What came of one request that the editor made. Moments are ms since 1970, with fractions. */
export interface EditorAnswer {
  readonly moments: SampleMoments;
  readonly end: SampleEnd;
  readonly failure?: SampleFailure;
  readonly text: string;
  readonly gaps?: readonly number[];
}

/** What a request is about. */
export interface EditorQuestion {
  readonly planned: PlannedCase;
  /** What the suite says of prompts. */
  readonly target: PlannedTarget;
}

/** Something of the editor that completes code: its inline completions, or a model of the Language Model API. */
export interface EditorClient {
  readonly target: CompletionTarget;
  /** What a person has to know to read the figures, a sentence a line. */
  readonly remarks: readonly string[];
  /**
   * @param signal aborts when the person stops the run or the time is over; its reason tells which
   * @throws HumanError when there is no use in going on
   */
  ask(question: EditorQuestion, signal: AbortSignal): Promise<EditorAnswer>;
  /** Leaves the editor as it was. */
  close(): Promise<void>;
}

/** Waits for something, but not longer than until a signal aborts. */
export async function untilAborted<Result>(
  waited: Thenable<Result>,
  signal: AbortSignal,
): Promise<Result | 'aborted'> {
  if (signal.aborted) return 'aborted';
  return new Promise((resolve, reject) => {
    const abort = () => resolve('aborted');
    signal.addEventListener('abort', abort, { once: true });
    waited.then(
      (result) => {
        signal.removeEventListener('abort', abort);
        resolve(result);
      },
      (error) => {
        signal.removeEventListener('abort', abort);
        reject(error);
      },
    );
  });
}

/** What it means that a request was broken off: its time was over, or the person wanted no more. */
export function endOfAborted(
  signal: AbortSignal,
  timeout: SampleFailure,
): Pick<EditorAnswer, 'end' | 'failure'> {
  const isLate = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
  return isLate ? { end: 'failed', failure: timeout } : { end: 'aborted' };
}
