import type { Behaviour, OutputItem, SimulatedRequest } from '../../support/simulator/behaviour';
import type { Expectation } from './served';

/** Slow enough for a stream to be read in several pieces. */
const pace = { headersAfterMs: 4, tokenEveryMs: 1 };
const prose = 'one two three four five six';
/** What every schema of the programs asks for. */
const structured = '{"answer":"one two three four"}';
/** An agent that has tools uses one so many times before it answers, unless its mark ends with another number. */
const toolTurns = 2;

/** How the simulated model answers a request that was made at a mark. */
export function answer(request: SimulatedRequest, mark = ''): Behaviour {
  if (isRefused(request, mark)) return { ...pace, failure: { kind: 'status', status: 429, retryAfterMs: 5 } };
  return { ...pace, output: [outputFor(request, mark)] };
}

/** What a decoder must make of that answer. */
export function expectationFor(request: SimulatedRequest, mark = ''): Expectation {
  if (isRefused(request, mark)) return { outcome: 'error', textChars: 0, toolCalls: [] };
  const item = outputFor(request, mark);
  return {
    outcome: 'complete',
    textChars: 'text' in item ? item.text.length : 0,
    toolCalls: 'toolCall' in item ? [item.toolCall.name] : [],
  };
}

/** Programs whose mark says so see the first try fail. */
function isRefused({ retryCount }: SimulatedRequest, mark: string): boolean {
  return retryCount === 0 && mark.startsWith('retried');
}

function outputFor(request: SimulatedRequest, mark: string): OutputItem {
  const { body, toolResults } = request;
  const tool = toolName(body);
  // A tool of this name is how some libraries ask for structured output.
  if (tool === 'json') return { toolCall: { name: tool, arguments: { answer: 'one' } } };
  if (tool !== undefined && toolResults < turnsOf(mark)) {
    return { toolCall: { name: tool, arguments: { of: 'x' } } };
  }
  return { text: asksForJson(body) ? structured : prose };
}

function turnsOf(mark: string): number {
  const turns = /\d+$/.exec(mark)?.[0];
  return turns ? Number(turns) : toolTurns;
}

/** Name of the first tool that is offered, in any of the three styles. */
function toolName(body: SimulatedRequest['body']): string | undefined {
  const [tool] = Array.isArray(body.tools) ? body.tools : [];
  return tool?.function?.name ?? tool?.name;
}

function asksForJson(body: SimulatedRequest['body']): boolean {
  return /"json_schema"|"json_object"/.test(
    JSON.stringify([body.response_format, body.text, body.output_config, body.output_format]),
  );
}
