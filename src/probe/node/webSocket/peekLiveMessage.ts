import type { PeekedMessage } from './peekMessage';

/** What a message of Gemini Live means for the turn that it is part of. */
export type LiveMeaning =
  /** Model, tools and settings of the session. */
  | 'setup'
  /** It wants an answer. */
  | 'asks'
  /** Somebody has finished speaking, so that an answer may follow. */
  | 'spoken'
  /** Part of an answer; it may begin one. */
  | 'answers'
  /** The last part of an answer, which may be its only one. */
  | 'answersLast'
  /** Belongs to an answer that is under way, but begins none. */
  | 'goesAlong'
  /** Nothing more comes of an answer. */
  | 'ends'
  | 'other';

/** As it was before the program ran: tests replace it. */
const parseJson = JSON.parse;

/** Sound and pictures that the program sends all the time: nothing in them needs to be read. */
const mediaStart = /^\s*\{\s*"realtimeInput"\s*:\s*\{\s*"(?:audio|video|mediaChunks)"/;

/**
 * Says what a message of Gemini Live means; they have no type, but one member that says what they are.
 * https://ai.google.dev/api/live
 */
export function peekLiveMessage(text: string): PeekedMessage | undefined {
  const type: LiveMeaning = mediaStart.test(text.slice(0, 80)) ? 'other' : meaningOf(parseObject(text));
  return { type };
}

function meaningOf(message: Members): LiveMeaning {
  if (message.setup) return 'setup';
  if (message.clientContent) return membersOf(message.clientContent).turnComplete === true ? 'asks' : 'other';
  if (message.toolResponse) return 'asks';
  if (message.realtimeInput) return meaningOfInput(membersOf(message.realtimeInput));
  if (message.toolCall) return 'answersLast';
  if (message.serverContent) return meaningOfContent(membersOf(message.serverContent));
  if (endsSpeech(message)) return 'spoken';
  return message.usageMetadata ? 'goesAlong' : 'other';
}

/** Without detection by the server the program says itself that somebody has finished speaking. */
function meaningOfInput({ text, activityEnd, audioStreamEnd }: Members): LiveMeaning {
  if (typeof text === 'string' || activityEnd) return 'asks';
  return audioStreamEnd === true ? 'spoken' : 'other';
}

function meaningOfContent({ turnComplete, modelTurn, outputTranscription }: Members): LiveMeaning {
  const saysSomething = Boolean(modelTurn || outputTranscription);
  if (turnComplete === true) return saysSomething ? 'answersLast' : 'ends';
  return saysSomething ? 'answers' : 'goesAlong';
}

function endsSpeech({ voiceActivity, voiceActivityDetectionSignal }: Members): boolean {
  const { voiceActivityType } = membersOf(voiceActivity);
  const { vadSignalType } = membersOf(voiceActivityDetectionSignal);
  return voiceActivityType === 'ACTIVITY_END' || vadSignalType === 'VAD_SIGNAL_TYPE_EOS';
}

type Members = Readonly<Record<string, unknown>>;

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function parseObject(text: string): Members {
  try {
    return membersOf(parseJson(text));
  } catch {
    return {};
  }
}
