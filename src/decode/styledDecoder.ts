import type { Milliseconds } from '../base/units';
import type { RequestFacts } from '../model/attempt';
import { Answer } from './answer/answer';
import { StreamLog } from './answer/streamLog';
import { AwsFraming } from './body/awsFraming';
import type { BodyInterpreter, ResponseContext } from './body/bodyInterpreter';
import { BodyReader, type ResponseBody } from './body/bodyReader';
import { DocumentInterpreter } from './body/documentInterpreter';
import { EventStreamInterpreter } from './body/eventStreamInterpreter';
import { JsonArrayFraming } from './body/jsonArrayFraming';
import { LineBody } from './body/lineBody';
import { LineFraming } from './body/lineFraming';
import type { MessageFraming, MessageSink } from './body/messageFraming';
import { type BodyKind, saysStream } from './body/sniffBody';
import { SseFraming } from './body/sseFraming';
import { describeGateway } from './headers/describeGateway';
import { failureNameOf, headerTimings, retryAfterOf } from './httpFacts';
import { heldBackBody } from './inflate/inflater';
import type { StyleDefinition } from './styleDefinition';
import { UnreadableError } from './unreadableError';
import type { DecodedResponse, ResponseDecoder, ResponseHead } from './wireDecoder';

/** Decodes a response of one wire style. What goes wrong within it ends the reading, never the decoder. */
export class StyledDecoder implements ResponseDecoder {
  private readonly log = new StreamLog();
  private readonly answer = new Answer();
  private readonly context: ResponseContext;
  private body: ResponseBody | undefined;
  private streamed: boolean;
  /** Nothing but the request says that it is a stream: one line alone is none. */
  private isStreamIfLong = false;
  private hasEnded = false;
  private trouble: string | null = null;
  private known: DecodedResponse | undefined;

  constructor(
    private readonly style: StyleDefinition,
    private readonly head: ResponseHead,
    private readonly request: RequestFacts,
  ) {
    const hasLines = style.framing === 'lines';
    this.streamed = hasLines || saysStream(head.headers['content-type'] ?? '');
    this.context = {
      answer: this.answer,
      log: this.log,
      reader: style.openReader(this.answer, { head, request }),
      status: head.status,
      failureName: failureNameOf(head.headers),
      answerName: style.answerName,
      endsUnmarked: style.endsUnmarked === true,
      hasVectors: style.hasVectors === true,
    };
    this.attempt(() => {
      this.body = hasLines
        ? new LineBody(this.context)
        : new BodyReader(head.headers, {
            forText: (kind) => this.openInterpreter(kind),
            forFrames: () => this.openFrames(),
          });
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
    const { status, failureName } = this.context;
    if (status >= 400)
      this.answer.fail({
        type: failureName ?? `http_${status}`,
        message: `HTTP ${status} without an explanation.`,
      });
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
      retryAfterMs: retryAfterOf(this.head.headers) ?? content.retryAfterMs,
      streamed: this.streamed && !(this.isStreamIfLong && this.log.eventCount < 2),
      undecoded: this.trouble ?? interpreter?.undecoded ?? null,
      remarks: this.collectRemarks(interpreter?.remarks ?? []),
    };
  }

  private collectRemarks(remarks: readonly string[]): readonly string[] {
    const own = describeGateway(this.head.headers);
    if (this.body?.heldBack) own.push(heldBackBody);
    if (this.log.isOver)
      own.push('There were too many reads or events to list; the later ones are added together.');
    return [...remarks, ...this.answer.remarks, ...own];
  }

  private openFrames(): BodyInterpreter<Uint8Array> {
    this.streamed = true;
    return new EventStreamInterpreter(this.context, (sink) => new AwsFraming(sink));
  }

  private openInterpreter(kind: BodyKind): BodyInterpreter {
    const openFraming = this.framingOf(kind);
    this.streamed = openFraming !== undefined;
    return openFraming
      ? new EventStreamInterpreter(this.context, openFraming)
      : new DocumentInterpreter(
          kind === 'html' || kind === 'xml' || kind === 'text' ? kind : 'json',
          this.context,
        );
  }

  /** What parts the body into messages; undefined when it is one document, as all answers are that report failure. */
  private framingOf(kind: BodyKind): ((sink: MessageSink) => MessageFraming) | undefined {
    if (kind === 'sse') return (sink) => new SseFraming(sink);
    if (this.head.status >= 400) return undefined;
    if (kind === 'array' && this.style.streamsArray) return (sink) => new JsonArrayFraming(sink);
    this.isStreamIfLong = kind === 'json' && this.style.streamsLines === true && this.request.streamed;
    return kind === 'lines' || this.isStreamIfLong ? (sink) => new LineFraming(sink) : undefined;
  }

  private attempt(step: () => void): void {
    try {
      step();
    } catch (cause) {
      this.trouble = cause instanceof UnreadableError ? cause.message : 'The body could not be decoded.';
    }
  }
}
