import { describeRequest } from './describeRequest';
import type { StyleDefinition } from './styleDefinition';
import { StyledDecoder } from './styledDecoder';
import type { WireStyle } from './wireDecoder';

/** Makes a wire style of what is particular to it. */
export function defineWireStyle(definition: StyleDefinition): WireStyle {
  return {
    id: definition.id,
    isHeadless: definition.framing === 'messages',
    describeRequest: (body, url, headers) =>
      describeRequest((members) => definition.describeBody(members, url), body, headers),
    openResponse: (head) => new StyledDecoder(definition, head),
  };
}
