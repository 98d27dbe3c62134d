import type { Milliseconds } from '../base/units';
import { findWireStyle } from '../decode/findWireStyle';
import { openInflater } from '../decode/inflate/openInflater';
import { undecodedStyle } from '../decode/undecodedStyle';
import type { DecodedResponse, ResponseDecoder, ResponseHead, WireStyle } from '../decode/wireDecoder';
import type { RequestFacts } from '../model/attempt';
import { readAnswerSigns, readRequestSigns, signChars } from '../protocol/llmSigns';

/** Stands for the style while it isn't known, and for good where nothing tells it. */
const unknownStyle = undecodedStyle('unknown', 'What is spoken there is none of the known wire styles.');

/**
 * A style that one exchange's bodies tell: the request at first, and the answer for good. Must not be shared by
 * exchanges.
 */
export function sniffedStyle(): WireStyle {
  let style = unknownStyle;
  return {
    get id() {
      return style.id;
    },
    describeRequest(body, url, headers, onPart) {
      style = styleOfRequest(body, headers);
      return style.describeRequest(body, url, headers, onPart);
    },
    openResponse: (head, request) =>
      head.status >= 400
        ? style.openResponse(head, request)
        : new SniffedDecoder(head, request, (text) => {
            const told = readAnswerSigns(text).style;
            if (told) style = findWireStyle(told);
            return told ? style : undefined;
          }),
  };
}

function styleOfRequest(body: Uint8Array, headers: Readonly<Record<string, string>>): WireStyle {
  if ('anthropic-version' in headers) return findWireStyle('anthropic.messages');
  const text = (start: number, end?: number) => new TextDecoder().decode(body.subarray(start, end));
  const tailFrom = Math.max(signChars.head, body.length - signChars.tail);
  const { verdict, style } = readRequestSigns(text(0, signChars.head), text(tailFrom));
  return verdict === 'no' || !style ? unknownStyle : findWireStyle(style);
}

/** Keeps what comes until its beginning tells the style, then decodes it as if it had been known from the start. */
class SniffedDecoder implements ResponseDecoder {
  private decoder: ResponseDecoder;
  private held: { readonly bytes: Uint8Array; readonly at: Milliseconds }[] | undefined = [];
  private readonly beginning: PlainBeginning;

  /** @param choose gives the style that the beginning of an answer is of, undefined while it doesn't say */
  constructor(
    private readonly head: ResponseHead,
    private readonly request: RequestFacts,
    private readonly choose: (text: string) => WireStyle | undefined,
  ) {
    this.decoder = unknownStyle.openResponse(head, request);
    this.beginning = new PlainBeginning(head.headers['content-encoding'] ?? '');
  }

  push(bytes: Uint8Array, at: Milliseconds): void {
    this.decoder.push(bytes, at);
    if (!this.held) return;
    this.held.push({ bytes, at });
    const style = this.choose(this.beginning.add(bytes));
    if (style) this.decideFor(style, this.held);
    if (style || this.beginning.isFull) this.held = undefined;
  }

  end(at: Milliseconds): void {
    this.decoder.end(at);
  }

  snapshot(): DecodedResponse {
    return this.decoder.snapshot();
  }

  private decideFor(style: WireStyle, held: NonNullable<SniffedDecoder['held']>): void {
    this.decoder = style.openResponse(this.head, this.request);
    for (const { bytes, at } of held) this.decoder.push(bytes, at);
  }
}

/** The text that a body begins with, its content encoding undone. */
class PlainBeginning {
  private readonly characters = new TextDecoder();
  private readonly inflate: (bytes: Uint8Array) => Iterable<Uint8Array>;
  private text = '';
  private broken = false;

  constructor(encoding: string) {
    this.inflate = openSafely(encoding);
  }

  get isFull(): boolean {
    return this.broken || this.text.length >= signChars.answer;
  }

  /** Takes the next bytes and gives all of the text so far. */
  add(bytes: Uint8Array): string {
    try {
      for (const plain of this.inflate(bytes)) this.text += this.characters.decode(plain, { stream: true });
    } catch {
      this.broken = true;
    }
    return this.text;
  }
}

/** What can't be inflated says nothing; why is told where the body is decoded. */
function openSafely(encoding: string): (bytes: Uint8Array) => Iterable<Uint8Array> {
  try {
    const inflater = openInflater(encoding);
    return (bytes) => inflater.push(bytes);
  } catch {
    return () => [];
  }
}
