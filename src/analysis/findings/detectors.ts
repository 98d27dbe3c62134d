import type { Detector } from './detector';

/** All detectors, in the order in which their findings stand when nothing else parts them. */
export const detectors: readonly Detector[] = [];
