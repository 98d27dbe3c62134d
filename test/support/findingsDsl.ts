import { analyseRun } from '../../src/analysis/analyseRun';
import type { Detector, DetectorOptions } from '../../src/analysis/findings/detector';
import type { Suspicion } from '../../src/analysis/findings/finding';
import { callInterval } from '../../src/metrics/callTimes';
import type { PromptPart, PromptPartKind } from '../../src/model/prompt';
import type { Run } from '../../src/model/run';
import { type CallDrawing, drawRun } from './runDsl';

/** What a detector tells of a run. */
export function detect(detector: Detector, run: Run, options: DetectorOptions = {}): readonly Suspicion[] {
  return detector(analyseRun(run, endOf(run)), options);
}

/** The same of calls alone. */
export function detectIn(detector: Detector, drawings: readonly CallDrawing[], facts: Partial<Run> = {}) {
  return detect(detector, drawRun(drawings, facts));
}

function endOf(run: Run): number {
  const ends = run.calls.map((call) => callInterval(call, 0).end);
  return Math.max(0, ...ends, ...run.work.map(({ end = 0 }) => end));
}

interface AnswerShape extends Omit<CallDrawing, 'line'> {
  /** From the start to the first text. */
  readonly ttft?: number;
  /** From the first text to the last. */
  readonly streaming?: number;
  readonly inputTokens?: number;
  readonly cachedTokens?: number;
  readonly outputTokens?: number;
  readonly textChars?: number;
  /** It comes in one piece, after `ttft` and `streaming`. */
  readonly isDocument?: boolean;
  /** What stands before `sent`: the phases of a connection. */
  readonly connect?: string;
}

/** A streamed call that is answered in full: `ttft` 200 ms, 100 ms of streaming, 100 tokens in and 20 out. */
export function answered(shape: AnswerShape = {}): CallDrawing {
  const { ttft = 200, streaming = 100, connect = '', isDocument = false, ...drawing } = shape;
  const { inputTokens = 100, cachedTokens = 0, outputTokens = 20, textChars = 80, ...rest } = drawing;
  const end = ttft + streaming;
  const body = isDocument
    ? `head ${end - 1}, body ${end}`
    : `head ${ttft - 1}, text ${ttft} ${ttft + streaming / 2} ${end}, finish ${end}, done ${end}`;
  return {
    ...rest,
    line: `${connect}${connect && ', '}sent 1, ${body}, close ${end}`,
    usage: { inputTokens, cachedTokens, outputTokens, ...rest.usage },
    response: { textChars, ...rest.response },
  };
}

/** A prompt, each part as `kind digest chars`: `system s1 4000`, and `mark` behind it where a cache is asked for. */
export function promptOf(...parts: readonly string[]): { readonly prompt: readonly PromptPart[] } {
  return {
    prompt: parts.map((part) => {
      const [kind, digest = '', chars, mark] = part.split(' ');
      return { kind: kind as PromptPartKind, digest, chars: Number(chars), ...(mark && { cacheMark: true }) };
    }),
  };
}
