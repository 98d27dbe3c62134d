import type { Milliseconds } from '../base/units';
import { Answer } from './answer/answer';
import { StreamLog } from './answer/streamLog';
import type { BodyInterpreter, ResponseContext } from './body/bodyInterpreter';
import { BodyReader, type ResponseBody } from './body/bodyReader';
import { DocumentInterpreter } from './body/documentInterpreter';
import { EventStreamInterpreter } from './body/eventStreamInterpreter';
import { JsonArrayFraming } from './body/jsonArrayFraming';
import { LineBody } from './body/lineBody';
import type { BodyKind } from './body/sniffBody';
import { SseFraming } from './body/sseFraming';
import { headerTimings, retryAfterOf } from './httpFacts';
import { InflateError } from './inflate/inflater';
import type { StyleDefinition } from './styleDefinition';
import type { DecodedResponse, ResponseDecoder, ResponseHead } from './wireDecoder';

/** Decodes a response of one wire style. What goes wrong within it ends the reading, never the decoder. */
export class StyledDecoder implements ResponseDecoder {
  private readonly log = new StreamLog();
  private readonly answer = new Answer();
  private readonly context: ResponseContext;
  private body: ResponseBody | undefined;
  private streamed: boolean;
  private hasEnded = false;
  private trouble: string | null = null;
  private known: DecodedResponse | undefined;

  constructor(
    private readonly style: StyleDefinition,
    private readonly head: ResponseHead,
  ) {
    const hasLines = style.framing === 'lines';
    this.streamed = hasLines || /\bevent-stream\b/i.test(head.headers['content-type'] ?? '');
    this.context = {
      answer: this.answer,
      log: this.log,
      reader: style.openReader(this.answer),
      status: head.status,
      answerName: style.answerName,
    };
    this.attempt(() => {
      this.body = hasLines
        ? new LineBody(this.context)
        : new BodyReader(head.headers, (kind) => this.openInterpreter(kind));
    });
  }

  push(bytes: Uint8Array, at: Milliseconds): void {
    if (this.hasEnded || bytes.length === 0) return;
    this.known = undefined;
    this.log.addRead(at, bytes.length);
    if (this.trouble === null) this.attempt(() => this.body?.push(bytes, this.log.lastRead));
  }

  end(): void {
    if (this.hasEnded) return;
    this.known = undefined;
    this.hasEnded = true;
    if (this.trouble === null) this.attempt(() => this.body?.end(this.log.lastRead));
    const { status } = this.head;
    if (status >= 400)
      this.answer.fail({ type: `http_${status}`, message: `HTTP ${status} without an explanation.` });
  }

  snapshot(): DecodedResponse {
    this.known ??= this.assemble();
    return this.known;
  }

  private assemble(): DecodedResponse {
    const interpreter = this.body?.interpreter;
    const content = this.answer.content();
    const timings = { ...headerTimings(this.head.headers, this.streamed), ...content.serverTimings };
    return {
      ...content,
      ...this.log.copy(),
      bytes: this.log.bytes,
      commentCount: interpreter?.commentCount ?? 0,
      serverTimings: Object.keys(timings).length > 0 ? timings : null,
      retryAfterMs: retryAfterOf(this.head.headers),
      streamed: this.streamed,
      undecoded: this.trouble ?? interpreter?.undecoded ?? null,
      remarks: this.collectRemarks(interpreter?.remarks ?? []),
    };
  }

  private collectRemarks(remarks: readonly string[]): readonly string[] {
    const own: string[] = [];
    if (this.body?.heldBack) own.push('Later events of this compressed stream have the time of its end.');
    if (this.log.isOver)
      own.push('There were too many reads or events to list; the later ones are added together.');
    return [...remarks, ...own];
  }

  private openInterpreter(kind: BodyKind): BodyInterpreter {
    const isArray = kind === 'array' && this.style.streamsArray === true && this.head.status < 400;
    this.streamed = kind === 'sse' || isArray;
    if (kind === 'sse') return new EventStreamInterpreter(this.context, (sink) => new SseFraming(sink));
    if (isArray) return new EventStreamInterpreter(this.context, (sink) => new JsonArrayFraming(sink));
    return new DocumentInterpreter(kind === 'array' ? 'json' : kind, this.context);
  }

  private attempt(step: () => void): void {
    try {
      step();
    } catch (cause) {
      this.trouble = cause instanceof InflateError ? cause.message : 'The body could not be decoded.';
    }
  }
}
