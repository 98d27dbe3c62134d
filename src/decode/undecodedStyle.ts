import type { Milliseconds } from '../base/units';
import { Answer } from './answer/answer';
import { StreamLog } from './answer/streamLog';
import { saysStream } from './body/sniffBody';
import { defineWireStyle } from './defineWireStyle';
import { retryAfterOf } from './httpFacts';
import { nameOf } from './json';
import type { DecodedResponse, ResponseDecoder, ResponseHead, WireStyle } from './wireDecoder';

/**
 * Stands in where there is nothing to decode by: sizes and times are kept, the answer stays unknown. Errors are told
 * alike in nearly all styles, so that a response with an error status is read all the same.
 * @param reason sentence that says why it isn't decoded
 */
export function undecodedStyle(id: string, reason = `The style ${id} is not decoded yet.`): WireStyle {
  const style = defineWireStyle({
    id,
    answerName: 'a known answer',
    describeBody: ({ model, stream }) => ({ model: nameOf(model), streamed: stream === true }),
    openReader: () => ({ readEvent: () => false, readDocument: () => false }),
  });
  return {
    ...style,
    openResponse: (head, request) =>
      head.status >= 400 ? style.openResponse(head, request) : new UndecodedResponse(head, reason),
  };
}

class UndecodedResponse implements ResponseDecoder {
  private readonly log = new StreamLog();
  private known: DecodedResponse | undefined;
  private hasEnded = false;

  constructor(
    private readonly head: ResponseHead,
    private readonly reason: string,
  ) {}

  push(bytes: Uint8Array, at: Milliseconds): void {
    if (this.hasEnded || bytes.length === 0) return;
    this.known = undefined;
    this.log.addRead(at, bytes.length);
  }

  end(): void {
    this.hasEnded = true;
  }

  snapshot(): DecodedResponse {
    this.known ??= {
      ...new Answer().content(),
      ...this.log.copy(),
      bytes: this.log.bytes,
      commentCount: 0,
      retryAfterMs: retryAfterOf(this.head.headers),
      streamed: saysStream(this.head.headers['content-type'] ?? ''),
      undecoded: this.reason,
      remarks: [],
    };
    return this.known;
  }
}
