import type { Behaviour } from '../behaviour';
import type { Scenario } from './scenario';

/** The request header in which a test sends its script. */
export const behaviourHeader = 'x-simulator-behaviour';

/**
 * Each request brings its own script, a `Behaviour` as JSON in a header (`defaultHeaders` of both SDKs): lets a test
 * script a simulator that runs in another process.
 */
export const scripted: Scenario = {
  id: 'scripted',
  respond: ({ headers }) => JSON.parse(String(headers[behaviourHeader] ?? '{}')) as Behaviour,
};
