import { anthropicMessages } from './anthropicMessages';
import { openaiChat } from './openaiChat';
import { openaiCompletions } from './openaiCompletions';
import { openaiResponses } from './openaiResponses';
import { undecodedStyle } from './undecodedStyle';
import type { WireStyle } from './wireDecoder';

/** The wire styles that are decoded. */
export const wireStyles: readonly WireStyle[] = [
  openaiChat,
  openaiCompletions,
  openaiResponses,
  anthropicMessages,
];

/** The wire style of that name; for one that isn't decoded yet, a stand-in that keeps sizes and times. */
export function findWireStyle(styleId: string): WireStyle {
  return wireStyles.find((style) => style.id === styleId) ?? undecodedStyle(styleId);
}
