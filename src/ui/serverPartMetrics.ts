import type { MetricName } from '../metrics/metric';
import type { ServerPartName } from '../metrics/serverParts';

/** The metric that says what a part of a phase is, and what it is called. */
export const serverPartMetrics: Readonly<Record<ServerPartName, MetricName>> = {
  load: 'serverLoad',
  queue: 'serverQueue',
  prefill: 'serverPrefill',
  inference: 'serverInference',
  decode: 'serverDecode',
  firstToken: 'serverTtft',
  total: 'serverTotal',
  rest: 'networkRest',
};
