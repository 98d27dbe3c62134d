import { anthropicMessages } from './styles/anthropicMessages';
import { bedrockConverse } from './styles/bedrockConverse';
import { bedrockInvoke } from './styles/bedrockInvoke';
import { cohereEmbeddings } from './styles/cohereEmbeddings';
import { cohereV1 } from './styles/cohereV1';
import { cohereV2 } from './styles/cohereV2';
import { geminiEmbeddings } from './styles/geminiEmbeddings';
import { geminiGenerate } from './styles/geminiGenerate';
import { geminiInteractions } from './styles/geminiInteractions';
import { geminiLive } from './styles/geminiLive';
import { llamacppNative } from './styles/llamacppNative';
import { lmstudioChat } from './styles/lmstudioChat';
import { ollamaChat } from './styles/ollamaChat';
import { ollamaEmbeddings } from './styles/ollamaEmbeddings';
import { ollamaGenerate } from './styles/ollamaGenerate';
import { openaiChat } from './styles/openaiChat';
import { openaiCompletions } from './styles/openaiCompletions';
import { openaiEmbeddings } from './styles/openaiEmbeddings';
import { openaiRealtime } from './styles/openaiRealtime';
import { openaiResponses, openaiResponsesWs } from './styles/openaiResponses';
import { tgiGenerate } from './styles/tgiGenerate';
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
  bedrockConverse,
  bedrockInvoke,
  geminiInteractions,
  geminiLive,
  cohereV2,
  cohereV1,
  lmstudioChat,
  ollamaChat,
  ollamaGenerate,
  llamacppNative,
  tgiGenerate,
  openaiEmbeddings,
  geminiEmbeddings,
  cohereEmbeddings,
  ollamaEmbeddings,
];

/** The wire style of that name; for one that isn't decoded yet, a stand-in that keeps sizes and times. */
export function findWireStyle(styleId: string): WireStyle {
  return wireStyles.find((style) => style.id === styleId) ?? undecodedStyle(styleId);
}
