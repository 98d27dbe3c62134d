import { anthropicMessages } from './styles/anthropicMessages';
import { cohereV1 } from './styles/cohereV1';
import { cohereV2 } from './styles/cohereV2';
import { geminiGenerate } from './styles/geminiGenerate';
import { lmstudioChat } from './styles/lmstudioChat';
import { openaiChat } from './styles/openaiChat';
import { openaiCompletions } from './styles/openaiCompletions';
import { openaiRealtime } from './styles/openaiRealtime';
import { openaiResponses, openaiResponsesWs } from './styles/openaiResponses';
import { undecodedStyle } from './undecodedStyle';
import type { WireStyle } from './wireDecoder';

/** The wire styles that are decoded. */
export const wireStyles: readonly WireStyle[] = [
  openaiChat,
  openaiCompletions,
  openaiResponses,
  openaiResponsesWs,
  openaiRealtime,
  anthropicMessages,
  geminiGenerate,
  cohereV2,
  cohereV1,
  lmstudioChat,
];

/** The wire style of that name; for one that isn't decoded yet, a stand-in that keeps sizes and times. */
export function findWireStyle(styleId: string): WireStyle {
  return wireStyles.find((style) => style.id === styleId) ?? undecodedStyle(styleId);
}
