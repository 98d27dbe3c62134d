import type { Behaviour } from '../behaviour';
import type { Scenario } from './scenario';

/** The request header in which a test sends its script. */
export const behaviourHeader = 'x-simulator-behaviour';

/**
 * Each request brings its own script, a `Behaviour` as JSON in a header (`defaultHeaders` of both SDKs), or several, for
 * the first attempt and those after it: lets a test script a simulator that runs in another process. A tool takes as long
 * as its request says: `/tools/search?ms=300`.
 */
export const scripted: Scenario = {
  id: 'scripted',
  respond: ({ headers, retryCount }) => {
    const script = JSON.parse(String(headers[behaviourHeader] ?? '{}')) as Behaviour | readonly Behaviour[];
    if (!isSeveral(script)) return script;
    return script[retryCount] ?? script.at(-1) ?? {};
  },
  answerTool: ({ path, query }) => ({ afterMs: Number(query.get('ms')), json: { tool: path.slice(1) } }),
};

function isSeveral(script: Behaviour | readonly Behaviour[]): script is readonly Behaviour[] {
  return Array.isArray(script);
}
