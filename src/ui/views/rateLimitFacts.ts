import { formatCount, formatDuration, formatPercent } from '../../base/format';
import type { Attempt } from '../../model/attempt';
import type { RateLimit } from '../../model/rateLimit';
import type { Fact } from './timelineFacts';

const known: Readonly<Record<string, string>> = {
  requests: 'Requests left',
  tokens: 'Tokens left',
  inputTokens: 'Input left',
  outputTokens: 'Output left',
};

/** What was left of the provider's limits after a call: one fact a limit that most providers have, one for all others. */
export const rateLimitFacts: readonly Fact[] = [
  ...Object.entries(known).map(
    ([of, label]): Fact => ({
      name: `limit ${of}`,
      label,
      group: 'Rate limits',
      definition:
        'What was left of a limit that the provider holds the client to, as the headers of the answer tell it, and when all of it is there again if nothing more is asked for.',
      read: (attempt) =>
        limitsOf(attempt)
          .filter((limit) => limit.of === of)
          .map(describeHeadroom)[0],
    }),
  ),
  {
    name: 'limit others',
    label: 'Others left',
    group: 'Rate limits',
    definition: 'What was left of other limits, under the names that the provider gives them.',
    read: (attempt) => {
      const others = limitsOf(attempt).filter(({ of }) => !Object.hasOwn(known, of));
      return others.map((limit) => `${limit.of} ${describeHeadroom(limit)}`).join('; ') || undefined;
    },
  },
];

function limitsOf({ response }: Attempt): readonly RateLimit[] {
  return response?.rateLimits ?? [];
}

/** `17.9k of 18.0k (99 %), all again in 7.66 s` */
function describeHeadroom({ limit, remaining = 0, resetMs }: RateLimit): string {
  const whole = limit === undefined ? '' : ` of ${formatCount(limit)} (${formatPercent(remaining / limit)})`;
  const reset = resetMs === undefined || resetMs === 0 ? '' : `, all again in ${formatDuration(resetMs)}`;
  return `${formatCount(remaining)}${whole}${reset}`;
}
