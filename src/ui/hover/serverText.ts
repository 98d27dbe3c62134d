import type { Attempt } from '../../model/attempt';
import { usualServerAt } from '../../protocol/llmHosts';

/** Styles that servers of many makes speak; any other names its server. */
const spokenByMany = /^(openai|anthropic)\./;

/** The provider that was asked, and who answered in its place. */
export function formatProvider(attempt: Attempt): string {
  return `${attempt.provider}${formatAnswerer(attempt)}`;
}

/** The host that was asked, and who answered there. */
export function formatHost(attempt: Attempt): string {
  return `${attempt.endpoint.host}${formatAnswerer(attempt)}`;
}

/** Whom a gateway says that it had answer, or who usually listens on a local port; empty when the host says it. */
function formatAnswerer({ style, endpoint, response }: Attempt): string {
  if (response?.servedBy) return ` (${response.servedBy})`;
  const usual = spokenByMany.test(style) ? usualServerAt(endpoint.host) : undefined;
  return usual ? ` (by its port perhaps ${usual})` : '';
}
