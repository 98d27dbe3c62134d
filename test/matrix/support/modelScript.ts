import type { Behaviour, OutputItem, SimulatedRequest } from '../../support/simulator/behaviour';
import type { Expectation } from './served';

/** Slow enough for a stream to be read in several pieces. */
const pace = { headersAfterMs: 4, tokenEveryMs: 1 };
const prose = 'one two three four five six';
/** What every schema of the programs asks for. */
const structured = '{"answer":"one two three four"}';
/** An agent that has tools uses one so many times before it answers. */
const toolTurns = 2;

/** How the simulated model answers a program of the matrix. Follows from the request alone. */
export function answer(request: SimulatedRequest): Behaviour {
  if (isRefused(request)) return { ...pace, failure: { kind: 'status', status: 429, retryAfterMs: 5 } };
  return { ...pace, output: [outputFor(request)] };
}

/** What a decoder must make of the answer to a request. */
export function expectationFor(request: SimulatedRequest): Expectation {
  if (isRefused(request)) return { outcome: 'error', textChars: 0, toolCalls: [] };
  const item = outputFor(request);
  return {
    outcome: 'complete',
    textChars: 'text' in item ? item.text.length : 0,
    toolCalls: 'toolCall' in item ? [item.toolCall.name] : [],
  };
}

/** Programs whose mark says so see the first try fail. */
function isRefused({ body, retryCount }: SimulatedRequest): boolean {
  return retryCount === 0 && JSON.stringify(body).includes('cell:retried');
}

function outputFor(request: SimulatedRequest): OutputItem {
  const { body, toolResults } = request;
  const tool = toolName(body);
  // A tool of this name is how some libraries ask for structured output.
  if (tool === 'json') return { toolCall: { name: tool, arguments: { answer: 'one' } } };
  if (tool !== undefined && toolResults < toolTurns)
    return { toolCall: { name: tool, arguments: { of: 'x' } } };
  return { text: asksForJson(body) ? structured : prose };
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
