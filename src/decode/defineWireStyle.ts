import { describeRequest } from './describeRequest';
import type { StyleDefinition } from './styleDefinition';
import { StyledDecoder } from './styledDecoder';
import type { WireStyle } from './wireDecoder';

/** Makes a wire style of what is particular to it. */
export function defineWireStyle(definition: StyleDefinition): WireStyle {
  const isHeadless = definition.framing === 'lines';
  return {
    id: definition.id,
    isHeadless,
    describeRequest: (body, url, headers, onPart) => ({
      ...describeRequest(definition, { body, url, headers }, onPart),
      ...definition.describePath?.(url),
    }),
    openResponse: (head, request) => new StyledDecoder(definition, head, request),
  };
}
