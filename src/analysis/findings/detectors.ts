import { budgetMissed } from './budgetMissed';
import type { Detector } from './detector';
import { pauseTimeout } from './pauseTimeout';
import { rateLimits } from './rateLimits';
import { retries } from './retries';

/** All detectors, in the order in which their findings stand when nothing else parts them. */
export const detectors: readonly Detector[] = [rateLimits, retries, pauseTimeout, budgetMissed];
