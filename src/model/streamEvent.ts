import type { Milliseconds } from '../base/units';

/** What one decoded event carries; flags are added up. The first five are model output, and so is `image`. */
export const EventFlag = {
  reasoning: 1,
  text: 2,
  tool: 4,
  refusal: 8,
  audio: 16,
  /** This event names a tool call (it carries `tool` too). */
  toolStart: 32,
  finish: 64,
  usage: 128,
  endMarker: 256,
  ping: 512,
  error: 1024,
  /** A picture or a film; model output as well. */
  image: 2048,
} as const;

/** Any model output: reasoning, answer text, tool call, refusal, sound, pictures. */
export const OUTPUT_FLAGS =
  EventFlag.reasoning |
  EventFlag.text |
  EventFlag.tool |
  EventFlag.refusal |
  EventFlag.audio |
  EventFlag.image;

/** Output that a person or the program can act on: all output but reasoning. */
export const VISIBLE_FLAGS = OUTPUT_FLAGS & ~EventFlag.reasoning;

/** One decoded protocol message, stamped with the socket read that completed it. */
export interface StreamEvent {
  readonly at: Milliseconds;
  /** Index into the attempt's `reads`: events of one read share its time. */
  readonly read: number;
  /** Sum of `EventFlag`s; 0 for an event that carries nothing of interest. */
  readonly flags: number;
  /** Characters of output text in it, reasoning and tool arguments included. */
  readonly chars: number;
}

/** One read of the response's body from the socket. */
export interface BodyRead {
  readonly at: Milliseconds;
  readonly bytes: number;
  /** It may have come any time since then, for a holdup of its attempt, and was read only at `at`; absent when it came then. */
  readonly since?: Milliseconds;
  /** When the program had taken all of it; absent when that was not seen, or has not happened. */
  readonly takenAt?: Milliseconds;
}
