import type { EndpointTable } from './endpoints';
import type { Recognised } from './llmPaths';
import type { WireStyleId } from './wireStyles';

/** Paths by which a WebSocket is recognised as a dialogue with a model, on any host. */
const socketPaths: readonly (readonly [WireStyleId, RegExp])[] = [
  ['openai.responses.ws', /\/responses$/],
  ['openai.realtime.ws', /\/realtime$/],
  ['gemini.live.ws', /[./]BidiGenerateContent(Constrained)?$/],
];

/**
 * What host and path of a WebSocket say about it. Any other may be one as well: its messages have to be asked.
 * @param host host with port, as in the URL
 * @param path path without query
 */
export function recogniseSocket(host: string, path: string, endpoints?: EndpointTable): Recognised {
  if (endpoints?.find(host, path)?.style === 'ignore') return { kind: 'other' };
  const style = socketPaths.find(([, pattern]) => pattern.test(path))?.[0];
  return style ? { kind: 'call', style } : { kind: 'maybe' };
}
