import type { Milliseconds } from '../base/units';
import { isEditorTarget } from '../model/completion';
import type { Problem, Run } from '../model/run';
import type { LossRecord } from '../protocol/probeRecords';

/** A program that carries the probe says hello long before this. */
const HELLO_EXPECTED_MS = 15_000;
const NAMED_ORIGINS = 5;

type Facts = Pick<Run, 'processes' | 'calls' | 'otherOrigins' | 'completion'>;

/** Why a run shows nothing, or less than the program did. */
export function explainRun(
  facts: Facts,
  losses: readonly LossRecord[],
  state: { readonly now: Milliseconds; readonly ended: boolean },
): Problem[] {
  return [
    ...explainSilence(facts, state),
    ...explainRuntimes(facts),
    ...explainEmptiness(facts, state),
    ...explainLosses(losses),
  ];
}

function* explainSilence(facts: Facts, state: { now: Milliseconds; ended: boolean }): Generator<Problem> {
  if (facts.processes.length > 0 || facts.calls.length > 0) return;
  if (facts.completion?.targets.every(isEditorTarget)) return;
  if (!state.ended && state.now < HELLO_EXPECTED_MS) return;
  yield {
    severity: 'warning',
    code: 'noProcess',
    message: state.ended
      ? 'No process of this run carried the probe.'
      : 'No process of this run has loaded the probe yet.',
    action:
      'Is it a Node program, and does it get NODE_OPTIONS and LATENCY_LENS_SPOOL? Bun takes no notice of them; launchers ' +
      'that clear the environment, containers and programs that were running before take the probe away.',
  };
}

/** The probe says hello there, and then leaves the program alone. */
function* explainRuntimes(facts: Facts): Generator<Problem> {
  for (const runtime of new Set(facts.processes.map((process) => process.runtime))) {
    const name = otherRuntimes.get(runtime.split(' ')[0] ?? '');
    if (name === undefined) continue;
    yield {
      severity: 'warning',
      code: 'runtimeNotSeen',
      message: `LLM calls of programs that ${name} runs can't be seen (${runtime.replace(/^\w+/, name)}).`,
      action: 'Run the program with Node to profile it.',
    };
  }
}

const otherRuntimes: ReadonlyMap<string, string> = new Map([
  ['bun', 'Bun'],
  ['deno', 'Deno'],
]);

function* explainEmptiness(facts: Facts, state: { ended: boolean }): Generator<Problem> {
  const isSeen = facts.processes.some(({ runtime }) => !otherRuntimes.has(runtime.split(' ')[0] ?? ''));
  if (!state.ended || !isSeen || facts.calls.length > 0) return;
  const named = facts.otherOrigins.slice(0, NAMED_ORIGINS).join(', ');
  const more = facts.otherOrigins.length - NAMED_ORIGINS;
  yield {
    severity: 'info',
    code: 'noCalls',
    message:
      facts.otherOrigins.length === 0
        ? 'The program made no HTTP requests that could be seen.'
        : `The program made no LLM calls. It spoke to ${named}${more > 0 ? ` and ${more} more` : ''}.`,
    action:
      'LLM calls are known by their path, such as /chat/completions or /v1/messages, and by what is sent and answered.' +
      (named === ''
        ? ''
        : ' If one of these is a model endpoint, name it by latencyLens.endpoints or --endpoint.'),
  };
}

function* explainLosses(losses: readonly LossRecord[]): Generator<Problem> {
  for (const what of new Set(losses.map((loss) => loss.what))) {
    const details = losses.flatMap((loss) => (loss.what === what && loss.detail ? [loss.detail] : []));
    const detail = details.length > 0 ? ` (${[...new Set(details)].join(', ')})` : '';
    yield {
      severity: 'warning',
      code: `probe.${what}`,
      ...lossTexts[what],
      message: `${lossTexts[what].message}${detail}`,
    };
  }
}

const lossTexts: Readonly<
  Record<LossRecord['what'], { readonly message: string; readonly action?: string }>
> = {
  spoolFull: {
    message: 'The probe could not write any more; what the program did later is missing.',
    action: 'Make room on the disk that holds the temporary files.',
  },
  bodyCap: { message: 'A body was longer than what is captured of one.' },
  workCap: {
    message:
      'The program did more other work than is followed piece by piece; some of it is missing between its calls',
  },
  damaged: {
    message:
      'Bytes of a WebSocket were no messages; what came after them could not be read and may be missing.',
    action: 'Look at what the server or a proxy sends: the program can read no more of it either.',
  },
  internal: {
    message: 'The probe failed inside itself and left something out; the program was not touched by it.',
    action: 'Please report it, with the words in brackets.',
  },
};
