import type { PhaseName } from '../metrics/phases';

/** What a phase is called and means, for tree and hover, with the theme colour it is drawn in. */
export interface PhaseText {
  readonly label: string;
  readonly meaning: string;
  readonly color: string;
}

/** In the order in which a call goes through them. */
export const phaseTexts: Readonly<Record<PhaseName, PhaseText>> = {
  blocked: {
    label: 'blocked',
    meaning: 'Waits for a free connection.',
    color: 'latencyLens.phase.connect',
  },
  connect: {
    label: 'connect',
    meaning: 'Resolves the name and sets up TCP and TLS of a new connection.',
    color: 'latencyLens.phase.connect',
  },
  send: { label: 'send', meaning: 'The request goes out.', color: 'latencyLens.phase.connect' },
  wait: {
    label: 'wait',
    meaning: 'The request is out and nothing of the model has come yet: network, queue and prefill.',
    color: 'latencyLens.phase.wait',
  },
  thinking: { label: 'thinking', meaning: 'Reasoning comes.', color: 'latencyLens.phase.thinking' },
  streaming: {
    label: 'streaming',
    meaning: 'Visible output comes: text, tool calls, refusals.',
    color: 'latencyLens.phase.streaming',
  },
  receive: {
    label: 'receive',
    meaning: 'The body of an answer that is not streamed comes.',
    color: 'latencyLens.phase.streaming',
  },
  tail: {
    label: 'tail',
    meaning: 'From the last output until the body was closed.',
    color: 'latencyLens.phase.tail',
  },
  backoff: {
    label: 'back-off',
    meaning: 'The client waits before it tries again.',
    color: 'latencyLens.phase.backoff',
  },
};
