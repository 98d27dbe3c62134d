import { isObject } from '../../base/shape';
import { parseJson } from '../json';
import { maxEventLines, maxMessageChars } from '../limits';
import { toError } from '../readError';
import type { BodyInterpreter, ResponseContext } from './bodyInterpreter';
import type { FrameSink, MessageFraming } from './messageFraming';

/** The message that ends a stream in many styles. */
const doneMarker = '[DONE]';

const sizeLimits = `${maxMessageChars} characters or ${maxEventLines} lines`;

/** Reads a stream of messages: hands each one to the wire style and logs it as an event. */
export class EventStreamInterpreter<Piece = string> implements BodyInterpreter<Piece>, FrameSink {
  private readonly framing: MessageFraming<Piece>;
  private comments = 0;
  private known = 0;
  private unknown = 0;
  private malformed = 0;
  private oversized = 0;
  private damaged = 0;
  private strangeLines = 0;
  private isUnterminated = false;
  private isTorn = false;
  private hasEnded = false;

  /** @param openFraming opens what parts the body into messages, and hands them to the sink */
  constructor(
    private readonly context: ResponseContext,
    openFraming: (sink: FrameSink) => MessageFraming<Piece>,
  ) {
    this.framing = openFraming(this);
  }

  get commentCount(): number {
    return this.comments;
  }

  push(piece: Piece): void {
    this.framing.push(piece);
  }

  end(): void {
    this.framing.end();
    this.hasEnded = true;
  }

  event(data: string, name: string | undefined): void {
    this.read(data.trim(), name);
    this.logEvent();
  }

  unterminatedEvent(data: string, name: string | undefined): void {
    if (data.trim() !== doneMarker && parseJson(data) === undefined) return;
    this.isUnterminated = true;
    this.event(data, name);
  }

  comment(): void {
    this.comments += 1;
  }

  strangeLine(): void {
    this.strangeLines += 1;
  }

  oversizedEvent(): void {
    this.oversized += 1;
    this.logEvent();
  }

  failure(type: string, message: string): void {
    this.context.answer.fail(toError(type, message));
    this.logEvent();
  }

  damagedEvent(): void {
    this.damaged += 1;
    this.logEvent();
  }

  tornEvent(): void {
    this.isTorn = true;
  }

  /** A stream is judged by its whole: messages of a kind that is not known are normal between others that are. */
  get undecoded(): string | null {
    if (!this.hasEnded || this.known > 0) return null;
    if (this.unknown + this.malformed > 0)
      return `The events of the stream are not those of ${this.context.answerName}.`;
    const isSilent = this.context.log.eventCount + this.comments === 0;
    return isSilent && this.strangeLines > 0
      ? 'What claims to be a stream of events is something else.'
      : null;
  }

  get remarks(): readonly string[] {
    const remarks: string[] = [];
    if (this.isUnterminated) remarks.push('The last event is unterminated.');
    if (this.malformed > 0) remarks.push(`Events that are not JSON: ${this.malformed}.`);
    if (this.oversized > 0) remarks.push(`Events of more than ${sizeLimits}, left out: ${this.oversized}.`);
    if (this.damaged > 0) remarks.push(`Events that arrived damaged, left out: ${this.damaged}.`);
    if (this.isTorn) remarks.push('The last event broke off.');
    if (this.hasEnded && this.context.answer.lacksEndMarker && !this.context.endsUnmarked)
      remarks.push('The stream ended with no end marker.');
    return remarks;
  }

  private logEvent(): void {
    const { flags, chars } = this.context.answer.takeEvent();
    this.context.log.addEvent(this.context.log.lastRead, flags, chars);
  }

  private read(data: string, name: string | undefined): void {
    if (data === '') return;
    if (data === doneMarker) {
      this.context.answer.markEnd(doneMarker);
      return;
    }
    const message = parseJson(data);
    if (message === undefined) this.malformed += 1;
    else if (isObject(message) && this.context.reader.readEvent(message, name)) this.known += 1;
    else this.unknown += 1;
  }
}
