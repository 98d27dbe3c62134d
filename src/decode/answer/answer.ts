import type { Milliseconds } from '../../base/units';
import type { ReasoningStream } from '../../model/attempt';
import { EventFlag } from '../../model/streamEvent';
import type { Usage } from '../../model/usage';
import { clip } from '../clip';
import { nameOf } from '../json';
import { maxKeptChars, maxParts } from '../limits';
import type { DecodedResponse, Told } from '../wireDecoder';
import { Choice } from './choice';
import type { TextBudget } from './keptText';
import { soundTimings, soundUsage } from './soundFigures';
import type { ToolCallDelta } from './toolCalls';

/** What an error says of itself; empty where it says nothing. */
export interface WireError {
  readonly type: string;
  readonly message: string;
}

/** What an `Answer` knows; the rest of a `DecodedResponse` is about bytes. */
export type AnswerContent = Omit<
  DecodedResponse,
  'reads' | 'events' | 'bytes' | 'commentCount' | 'streamed' | 'undecoded' | 'remarks'
>;

/** What one event carried, as its `StreamEvent` tells it. */
export interface EventContent {
  readonly flags: number;
  readonly chars: number;
}

/**
 * The answer that the events of one response add up to. A wire style tells it what each event says; it keeps the sums,
 * and what the event at hand carries. Where a choice isn't given, the first one is meant.
 */
export class Answer {
  private readonly budget: TextBudget = { left: maxKeptChars };
  private readonly first = new Choice(this.budget);
  private readonly choices = new Map<number, Choice>([[0, this.first]]);
  private eventFlags = 0;
  private eventChars = 0;
  private outputSeen = false;
  private textChars = 0;
  private reasoningChars = 0;
  private reasoningKind: ReasoningStream = 'none';
  private pings = 0;
  private finishReason: string | null = null;
  private endMarker: string | null = null;
  private usage: Usage | null = null;
  private model: string | null = null;
  private responseId: string | null = null;
  private servedBy: string | null = null;
  private failure: DecodedResponse['error'] = null;
  private timings: Told | null = null;
  private wait: Milliseconds | null = null;
  private readonly oddities = new Set<string>();

  /** Whether any model output came so far. */
  get hasOutput(): boolean {
    return this.outputSeen;
  }

  /** Whether token counts came so far. */
  get hasUsage(): boolean {
    return this.usage !== null;
  }

  get remarks(): readonly string[] {
    return [...this.oddities];
  }

  /** Whether a reason for the end was given, but no end marker. */
  get lacksEndMarker(): boolean {
    return this.finishReason !== null && this.endMarker === null;
  }

  /** Makes a choice known, whether or not it says anything. */
  addChoice(index: number): Choice | undefined {
    const known = this.choices.get(index);
    if (known || this.choices.size === maxParts) return known;
    const choice = new Choice(this.budget);
    this.choices.set(index, choice);
    return choice;
  }

  addText(piece: string, choice = 0): void {
    if (piece === '') return;
    this.noteOutput(EventFlag.text, piece.length);
    this.textChars += piece.length;
    this.addChoice(choice)?.text.add(piece);
  }

  addRefusal(piece: string, choice = 0): void {
    if (piece === '') return;
    this.noteOutput(EventFlag.refusal, piece.length);
    this.textChars += piece.length;
    this.addChoice(choice)?.refusal.add(piece);
  }

  /** @param kind `summary` when the server retells its reasoning rather than sending it */
  addReasoning(piece: string, kind: 'full' | 'summary', choice = 0): void {
    if (piece === '') return;
    this.noteOutput(EventFlag.reasoning, piece.length);
    this.reasoningChars += piece.length;
    if (this.reasoningKind !== 'summary') this.reasoningKind = kind;
    this.addChoice(choice)?.reasoning.add(piece);
  }

  /** @param data encoded sound; @param transcript what it says */
  addAudio(data: string, transcript: string): void {
    if (data !== '' || transcript !== '') this.noteOutput(EventFlag.audio, transcript.length);
  }

  /** @param data an encoded picture, or where one is */
  addImage(data: string): void {
    if (data !== '') this.noteOutput(EventFlag.image, 0);
  }

  /** A tool call is named, or goes on with more of its arguments, or both. */
  addToolCall(delta: ToolCallDelta, argumentPiece: string, choice = 0): void {
    const draft = this.addChoice(choice)?.tools.draftFor(delta);
    if (draft && draft.name === '' && delta.name !== '') {
      draft.name = clip(delta.name);
      this.noteOutput(EventFlag.tool | EventFlag.toolStart, 0);
    }
    if (argumentPiece === '') return;
    this.noteOutput(EventFlag.tool, argumentPiece.length);
    draft?.arguments.add(argumentPiece);
  }

  /** As `addToolCall`, for arguments that come as a whole: they are new only if no piece of them came before. */
  completeToolCall(delta: ToolCallDelta, wholeArguments: string): void {
    const isKnown = (this.first.tools.draftFor(delta)?.arguments.chars ?? 0) > 0;
    this.addToolCall(delta, isKnown ? '' : wholeArguments);
  }

  /** @param reason as the provider spells it; an empty one says nothing */
  finish(reason: string): void {
    if (reason === '') return;
    this.finishReason = clip(reason);
    this.note(EventFlag.finish);
  }

  /** The answer is whole, and its style has no reasons for that. */
  finishSilently(): void {
    this.note(EventFlag.finish);
  }

  /** The event that says that nothing more comes, by its name. The first one counts. */
  markEnd(marker: string): void {
    this.endMarker ??= marker;
    this.note(EventFlag.endMarker);
  }

  reportUsage(usage: Usage): void {
    this.usage = soundUsage(usage);
    this.note(EventFlag.usage);
  }

  ping(): void {
    this.pings += 1;
    this.note(EventFlag.ping);
  }

  /** The first error is the cause; those after it are its echoes. One without words gets some. */
  fail(error: WireError): void {
    this.failure ??= {
      type: error.type || null,
      message: error.message || 'The server reported an error and did not say which.',
    };
    this.note(EventFlag.error);
  }

  /** Names what answers; the first names that are not empty stay. */
  identify(model: unknown, responseId: unknown): void {
    this.model ??= nameOf(model) ?? null;
    this.responseId ??= nameOf(responseId) ?? null;
  }

  /** Names whom a gateway had answer; the first name counts. */
  creditServer(name: unknown): void {
    this.servedBy ??= nameOf(name) ?? null;
  }

  /** Says once, in a sentence, what is unusual about the answer as a whole. */
  remark(sentence: string): void {
    this.oddities.add(sentence);
  }

  /** The client is to wait before it tries again. */
  askToWait(wait: Milliseconds | undefined): void {
    this.wait = wait ?? null;
  }

  /** Adds figures that the server gave of its own work. */
  addTimings(timings: Told): void {
    if (Object.keys(timings).length > 0) this.timings = { ...this.timings, ...soundTimings(timings) };
  }

  /** Hands over what the event at hand carried and begins the next one. */
  takeEvent(): EventContent {
    const event = { flags: this.eventFlags, chars: this.eventChars };
    this.eventFlags = 0;
    this.eventChars = 0;
    return event;
  }

  content(): AnswerContent {
    return {
      pingCount: this.pings,
      text: this.first.text.text,
      textChars: this.textChars,
      reasoning: this.first.reasoning.text,
      reasoningChars: this.reasoningChars,
      refusal: this.first.refusal.text,
      toolCalls: this.first.tools.list(),
      choices: this.choices.size > 1 ? this.choiceTexts() : undefined,
      finishReason: this.finishReason,
      endMarker: this.endMarker,
      usage: this.usage,
      reasoningStream: this.reasoningStream(),
      model: this.model,
      responseId: this.responseId,
      servedBy: this.servedBy,
      error: this.failure,
      serverTimings: this.timings,
      retryAfterMs: this.wait,
    };
  }

  /** Reasoning that is billed and never shown is hidden. */
  private reasoningStream(): ReasoningStream {
    if (this.reasoningKind !== 'none') return this.reasoningKind;
    return (this.usage?.reasoningTokens ?? 0) > 0 ? 'hidden' : 'none';
  }

  private choiceTexts(): string[] {
    const inOrder = [...this.choices].sort(([a], [b]) => a - b);
    return inOrder.map(([, choice]) => choice.text.text);
  }

  private noteOutput(flags: number, chars: number): void {
    this.outputSeen = true;
    this.note(flags, chars);
  }

  private note(flags: number, chars = 0): void {
    this.eventFlags |= flags;
    this.eventChars += chars;
  }
}
