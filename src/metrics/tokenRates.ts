import type { CallFacts, Measure, Measures } from './callFacts';
import { caveatOf, type DecodeSpan, findDecodeSpan } from './decodeSpan';
import { ending } from './ending';
import type { Metric } from './metric';
import { caveatOfHidden, joinCaveats } from './uncertainty';

/** How fast tokens came, by the server's own count of them. */
export const tokenRates: Measures<'tpot' | 'tokensPerSecond' | 'tokensPerSecondEndToEnd'> = {
  tpot: ofDecoding(({ length, tokens }) => length / tokens),
  tokensPerSecond: ofDecoding(({ length, tokens }) => (1000 * tokens) / length),
  tokensPerSecondEndToEnd: measureEndToEndRate,
};

function ofDecoding(rateOf: (span: DecodeSpan) => number): Measure {
  return ({ attempt }) => {
    const span = findDecodeSpan(attempt);
    if ('because' in span) return span;
    return {
      value: rateOf(span),
      basis: `${span.tokens + 1} tokens in ${span.events} output events`,
      caveat: joinCaveats(caveatOf(span), caveatOfHidden(attempt)),
    };
  };
}

function measureEndToEndRate(facts: CallFacts): Metric {
  const e2e = ending.e2e(facts);
  if (e2e.value === undefined) return e2e;
  const tokens = facts.attempt.response?.usage?.outputTokens;
  if (tokens === undefined) return { because: 'the server reported no token counts' };
  return e2e.value > 0 ? { value: (1000 * tokens) / e2e.value } : { because: 'the answer took no time' };
}
