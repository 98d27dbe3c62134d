import type { TimelineAccountName } from '../src/protocol/timelineAnalysis';
import type { PatternName } from './barStyles';

/** Pattern of an account in high contrast, in the order in which accounts are drawn side by side. */
export const accountPatterns: Readonly<Record<TimelineAccountName, PatternName>> = {
  queue: 'level',
  connect: 'rising',
  send: 'solid',
  wait: 'hollow',
  thinking: 'dots',
  streaming: 'solid',
  receive: 'upright',
  tail: 'upright',
  rateLimit: 'dots',
  backoff: 'falling',
  failedAttempt: 'rising',
  tool: 'falling',
  http: 'rising',
  process: 'upright',
  sleep: 'level',
  cpu: 'solid',
  slowConsumer: 'level',
  debugger: 'rising',
  unexplained: 'hollow',
};

export const accountNames = Object.keys(accountPatterns) as TimelineAccountName[];
