import type { DetectorName } from './finding';

/** What a detector is called where people read it, and what it means that it found something. */
export interface FindingText {
  readonly label: string;
  readonly meaning: string;
}

/** Said the same in the editor, on the command line and in the docs. */
export const findingTexts: Readonly<Record<DetectorName, FindingText>> = {
  serialCalls: {
    label: 'Calls in series',
    meaning: 'Calls are made one after the other although none needs what another one answered.',
  },
  serialTools: {
    label: 'Tools in series',
    meaning: 'Tools that one answer asked for together run one after the other.',
  },
  longOutput: {
    label: 'Long output',
    meaning: 'The model writes much that nothing after it uses.',
  },
  promptGrowth: {
    label: 'Growing prompt',
    meaning: 'Each turn of a conversation waits longer for its first token because its prompt has grown.',
  },
  brokenCachePrefix: {
    label: 'Broken cache prefix',
    meaning:
      'Something early in the prompt changes from call to call, so that no cache can have what follows.',
  },
  neverCached: {
    label: 'Never cached',
    meaning:
      'The same long beginning is sent again and again, and the provider caches it only when asked to.',
  },
  retries: {
    label: 'Retries',
    meaning: 'Attempts fail and are made again.',
  },
  rateLimits: {
    label: 'Rate limits',
    meaning: 'The provider refuses requests because there are too many, and the program waits.',
  },
  coldStart: {
    label: 'Cold start',
    meaning:
      'The first call of a model waits far longer than later ones, or its server has to load the model.',
  },
  newConnections: {
    label: 'New connections',
    meaning: 'Calls connect again to a host that they have just been connected to.',
  },
  clientPerCall: {
    label: 'Client per call',
    meaning: 'Every call of a line connects anew while connections of other lines are reused.',
  },
  farEndpoint: {
    label: 'Far endpoint',
    meaning: 'Each round trip to the server takes long.',
  },
  blockedLoop: {
    label: 'Blocked event loop',
    meaning: 'The program was busy with something else while its answers waited to be read.',
  },
  slowConsumer: {
    label: 'Slow consumer',
    meaning: 'The program takes an answer slower than it comes.',
  },
  longThinking: {
    label: 'Long thinking',
    meaning: 'Most of the time goes into reasoning before anything visible comes.',
  },
  notStreamed: {
    label: 'Not streamed',
    meaning:
      'A long final answer comes in one piece, so that whoever waits for it sees nothing until its end.',
  },
  bufferingProxy: {
    label: 'Buffering proxy',
    meaning: 'Something between model and program collects the stream and hands it on in bursts.',
  },
  sleepInLoop: {
    label: 'Sleep in the loop',
    meaning: 'The program sleeps between the rounds of a loop.',
  },
  repeatedRequest: {
    label: 'Repeated request',
    meaning: 'The very same request is made again after it had been answered.',
  },
  slowerModel: {
    label: 'Slower model',
    meaning: 'Another model answered the same prompts faster in an earlier run.',
  },
  pauseTimeout: {
    label: 'Pause behind a failure',
    meaning: 'The debugger held the program during a call that then failed.',
  },
  budgetMissed: {
    label: 'Budget missed',
    meaning: 'The median call of a line takes longer than the limit that was set for it.',
  },
};
