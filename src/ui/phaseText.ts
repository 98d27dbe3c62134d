import type { PhaseName } from '../metrics/phases';

/** What a phase is called and means, for tree and hover, with the theme colour it is drawn in. */
export interface PhaseText {
  readonly label: string;
  readonly meaning: string;
  readonly color: string;
}

/** In the order in which a call goes through them. */
export const phaseTexts: Readonly<Record<PhaseName, PhaseText>> = {
  queue: {
    label: 'queue',
    meaning: 'Waits in the client for a connection: all that it may open are taken by other requests.',
    color: 'latencyLens.phaseQueue',
  },
  connect: {
    label: 'connect',
    meaning: 'Resolves the name and sets up TCP and TLS of a new connection.',
    color: 'latencyLens.phaseConnect',
  },
  send: { label: 'send', meaning: 'The request goes out.', color: 'latencyLens.phaseConnect' },
  wait: {
    label: 'wait',
    meaning: 'The request is out and nothing of the model has come yet: network, queue and prefill.',
    color: 'latencyLens.phaseWait',
  },
  thinking: { label: 'thinking', meaning: 'Reasoning comes.', color: 'latencyLens.phaseThinking' },
  streaming: {
    label: 'streaming',
    meaning: 'Visible output comes: text, tool calls, refusals.',
    color: 'latencyLens.phaseStreaming',
  },
  receive: {
    label: 'receive',
    meaning: 'The body of an answer that is not streamed comes.',
    color: 'latencyLens.phaseStreaming',
  },
  tail: {
    label: 'tail',
    meaning: 'From the last output until the body was closed.',
    color: 'latencyLens.phaseTail',
  },
  refused: {
    label: 'refused',
    meaning: 'The request is out, and is refused because of a rate limit: no model works on it.',
    color: 'latencyLens.phaseRetryAfter',
  },
  retryAfter: {
    label: 'retry-after',
    meaning: 'The client waits before it tries again, for as long as the server asked it to.',
    color: 'latencyLens.phaseRetryAfter',
  },
  backoff: {
    label: 'back-off',
    meaning: 'The client waits before it tries again, on its own account.',
    color: 'latencyLens.phaseBackoff',
  },
};
