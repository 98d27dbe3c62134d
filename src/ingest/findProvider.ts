import { providerOfHost } from '../protocol/llmHosts';

/**
 * Who answers at this host: a provider's name, or the host itself when it is none of the known ones. What a server
 * speaks says nothing about who runs it, so the wire style is not asked.
 * @param host with or without port
 */
export function findProvider(host: string): string {
  return providerOfHost(host) ?? host;
}
