import { blockedLoop } from './blockedLoop';
import { brokenCachePrefix } from './brokenCachePrefix';
import { budgetMissed } from './budgetMissed';
import { bufferingProxy } from './bufferingProxy';
import { clientPerCall } from './clientPerCall';
import { coldStart } from './coldStart';
import type { Detector } from './detector';
import { farEndpoint } from './farEndpoint';
import type { DetectorName } from './finding';
import { longOutput } from './longOutput';
import { longThinking } from './longThinking';
import { neverCached } from './neverCached';
import { newConnections } from './newConnections';
import { notStreamed } from './notStreamed';
import { pauseTimeout } from './pauseTimeout';
import { promptGrowth } from './promptGrowth';
import { rateLimits } from './rateLimits';
import { repeatedRequest } from './repeatedRequest';
import { retries } from './retries';
import { serialCalls } from './serialCalls';
import { serialTools } from './serialTools';
import { sleepInLoop } from './sleepInLoop';
import { slowConsumer } from './slowConsumer';
import { slowerModel } from './slowerModel';

/** All detectors, in the order in which their findings stand when nothing else parts them. */
export const detectors: Readonly<Record<DetectorName, Detector>> = {
  serialCalls,
  serialTools,
  longOutput,
  promptGrowth,
  brokenCachePrefix,
  neverCached,
  retries,
  rateLimits,
  coldStart,
  newConnections,
  clientPerCall,
  farEndpoint,
  blockedLoop,
  slowConsumer,
  longThinking,
  notStreamed,
  bufferingProxy,
  sleepInLoop,
  repeatedRequest,
  slowerModel,
  pauseTimeout,
  budgetMissed,
};
