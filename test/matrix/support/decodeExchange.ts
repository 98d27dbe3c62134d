import { findWireStyle } from '../../../src/decode/findWireStyle';
import type { DecodedResponse } from '../../../src/decode/wireDecoder';
import type { SpooledExchange } from '../../probe/support/spool';

/** What a decoder makes of an exchange, content included: nothing that is kept of a run has that. */
export function decodeExchange(exchange: SpooledExchange, styleId: string): DecodedResponse {
  const { request, requestBody, head, data, end } = exchange;
  const style = findWireStyle(styleId);
  const body = Buffer.concat(requestBody.map(({ b64 }) => Buffer.from(b64, 'base64')));
  const facts = style.describeRequest(body, new URL(request.url), request.headers);
  const decoder = style.openResponse(head ?? { status: 0, headers: {} }, facts);
  for (const { b64, t } of data) decoder.push(Buffer.from(b64, 'base64'), t);
  decoder.end(end?.t ?? data.at(-1)?.t ?? 0);
  return decoder.snapshot();
}
