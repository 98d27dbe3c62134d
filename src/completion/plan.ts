import type { SampleEnd, SampleFailure, SampleMoments } from '../model/completion';
import type { StopRule, SuiteApi, Typing } from './suite/suite';

/**
 * What the runner's process is told on the first line of its stdin, as JSON. Further lines are `RunnerCommand`s; the end
 * of stdin stops the run. Keys are in the plan and nowhere else.
 */
export interface CompletionPlan {
  readonly version: typeof PLAN_VERSION;
  /** Absolute path: frames of the requests name it. */
  readonly suiteFile: string;
  readonly targets: readonly PlannedTarget[];
  readonly cases: readonly PlannedCase[];
  /** Each is run when its turn comes, or left out. */
  readonly stages: readonly PlannedStage[];
  /** ms */
  readonly timeout: number;
  readonly typing?: Typing;
  /** Tell what was sent and each piece that came. */
  readonly exchanges?: boolean;
}

/** A line on the runner's stdin: `run 0` runs the first stage, `end` lets it end, `stop` breaks off what is under way. */
export type RunnerCommand = `run ${number}` | 'end' | 'stop';

export const PLAN_VERSION = 1;

export interface PlannedTarget {
  readonly id: string;
  readonly model: string;
  readonly api: SuiteApi;
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What of these must never be repeated: keys, and headers that hold some. */
  readonly credentials: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly system?: string;
  readonly template?: string;
  readonly maxPrefix: number;
  readonly maxSuffix: number;
}

export interface PlannedCase {
  readonly id: string;
  readonly name: string;
  /** 1-based place in the suite's file: requests are made from there, as stacks see it. */
  readonly line: number;
  readonly column: number;
  /** The file to read when its turn comes, or the text itself. */
  readonly at:
    | {
        readonly file: string;
        readonly line: number;
        readonly column: number;
        readonly taken: number;
        /** `hashLine` of the line. */
        readonly lineHash: string;
        /** `hashText` of the file. */
        readonly fileHash: string;
      }
    | { readonly prefix: string; readonly suffix: string };
  readonly language?: string;
  readonly stopAt?: StopRule;
}

export interface PlannedStage {
  readonly concurrency: number;
  /** Requests, or bursts of keystrokes, in the order in which they are begun. Counting begins when warming up is over. */
  readonly samples: readonly PlannedSample[];
}

export interface PlannedSample {
  readonly id: string;
  readonly caseId: string;
  readonly targetId: string;
  readonly warmUp: boolean;
}

/** What the runner's process tells on its stdout: one JSON document a line. Moments are ms since 1970, with fractions. */
export type RunnerEvent =
  | { readonly kind: 'ready' }
  /** A stage begins, by its index in the plan. */
  | { readonly kind: 'stage'; readonly stage: number }
  | { readonly kind: 'stageDone'; readonly stage: number }
  | CompletionExchange
  | {
      readonly kind: 'sample';
      /** As planned; of the superseded requests of a burst, followed by `.1`, `.2`, ... */
      readonly id: string;
      readonly plannedId: string;
      readonly concurrency: number;
      readonly moments: SampleMoments;
      readonly end: SampleEnd;
      readonly failure?: SampleFailure;
      /** What came; it is judged and shown, and never stored. */
      readonly text: string;
      /** Between the pieces of the text, ms, where only the client can see them. */
      readonly gaps?: readonly number[];
    }
  | { readonly kind: 'done'; readonly stopped: boolean }
  /** The runner itself failed. */
  | { readonly kind: 'fatal'; readonly message: string };

/** What went over the wire for one sample, told in front of it; without headers, and so without keys. Never stored. */
export interface CompletionExchange {
  readonly kind: 'exchange';
  /** Of the sample. */
  readonly id: string;
  readonly request: { readonly method: string; readonly url: string; readonly body: string };
  /** HTTP status, where one came. */
  readonly status?: number;
  /** What the client read of the answer's body, with the moment in ms since 1970. */
  readonly pieces: readonly { readonly at: number; readonly text: string }[];
}

/**
 * Name of the function from which a request is made, which the probe finds on the stack: by it a call is matched with
 * its sample.
 */
export function sampleFunctionName(caseName: string, sampleId: string): string {
  return `${caseName} #${sampleId}`;
}

/** The sample's id in the name of a function; undefined when it is none of ours. */
export function sampleIdIn(functionName: string | undefined): string | undefined {
  return / #(s\d+(?:\.\d+)?)$/.exec(functionName ?? '')?.[1];
}

/** Whether a sample is one of a burst of keystrokes, and not of the last of them: its id has a dot. */
export function isTypedOver(sampleId: string): boolean {
  return sampleId.includes('.');
}
