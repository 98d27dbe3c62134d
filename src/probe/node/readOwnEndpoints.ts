import { EndpointTable, readEndpoints } from '../../protocol/endpoints';
import { environmentNames } from '../../protocol/environment';
import { guarded } from './observe';
import type { Recorder } from './recorder';

/** The person's own endpoints. What can't be read is left out: who launched the program has complained already. */
export function readOwnEndpoints(recorder: Recorder): EndpointTable {
  let given: unknown;
  guarded(recorder, 'endpoints', () => {
    given = JSON.parse(process.env[environmentNames.endpoints] || '{}');
  });
  return new EndpointTable(readEndpoints(given).endpoints);
}
