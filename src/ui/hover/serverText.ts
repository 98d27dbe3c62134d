import type { Attempt } from '../../model/attempt';
import { usualServerAt } from '../../protocol/llmHosts';

/** Styles that servers of many makes speak; any other names its server. */
const spokenByMany = /^(openai|anthropic)\./;

/**
 * Who answered: the provider, with whom it had answer when it is a gateway; or the host, with whom usually listens on
 * its port.
 */
export function formatServer({ provider, style, endpoint, response }: Attempt): string {
  if (response?.servedBy) return `${provider} (${response.servedBy})`;
  const usual = spokenByMany.test(style) ? usualServerAt(endpoint.host) : undefined;
  return usual ? `${provider} (by its port perhaps ${usual})` : provider;
}
