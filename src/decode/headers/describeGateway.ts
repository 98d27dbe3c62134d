// What a gateway did within one request, as LiteLLM's proxy tells it:
// https://docs.litellm.ai/docs/proxy/response_headers
import { formatNumberOf } from '../../base/format';
import { numberOf } from '../json';
import type { Headers } from './headers';

/** Sentences on attempts that a gateway made by itself: they are inside of the one exchange that was seen. */
export function describeGateway(headers: Headers): string[] {
  const retries = numberOf(headers['x-litellm-attempted-retries']) ?? 0;
  const fallbacks = numberOf(headers['x-litellm-attempted-fallbacks']) ?? 0;
  return [
    ...(retries > 0
      ? [
          `The gateway tried ${formatNumberOf(retries, 'more time')} within this request; its time holds them all.`,
        ]
      : []),
    ...(fallbacks > 0
      ? [
          `The gateway fell back ${formatNumberOf(fallbacks, 'time')} within this request; its time holds all of it.`,
        ]
      : []),
  ];
}
