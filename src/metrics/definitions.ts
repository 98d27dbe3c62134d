import type { Unit } from '../base/format';
import type { MetricName } from './metric';
import { serverDefinitions } from './serverDefinitions';

/** What a metric is called, what it means and how it is computed. */
export interface MetricDefinition {
  /** Short name for a column or a lens. */
  readonly label: string;
  readonly unit: Unit;
  /** One or two sentences for a person. */
  readonly definition: string;
  /** In the moments of `docs/metrics.md`. */
  readonly formula: string;
}

/** The one home of every metric's meaning: hover, timeline, report and documentation read it from here. */
export const metricDefinitions: Readonly<Record<MetricName, MetricDefinition>> = {
  ttfbHeaders: {
    label: 'TTFB (headers)',
    unit: 'ms',
    definition:
      'Time until the response headers were complete. Some servers send them at once, others with the first token, so it says nothing about a queue.',
    formula: 'headers - start',
  },
  ttfbBody: {
    label: 'TTFB (body)',
    unit: 'ms',
    definition: 'Time until the first byte of the response body, whatever that byte belonged to.',
    formula: 'firstByte - start',
  },
  ttft: {
    label: 'TTFT',
    unit: 'ms',
    definition:
      'Time to first token: from the start of the answering request to the first event with model output, be it reasoning, text, a tool call or a refusal. Role chunks and pings do not count.',
    formula: 'firstOutput - start',
  },
  ttftFelt: {
    label: 'TTFT as felt',
    unit: 'ms',
    definition: 'Time to first token as the program felt it: failed attempts and back-off included.',
    formula: 'firstOutput - start of the first attempt',
  },
  ttfvt: {
    label: 'TTFVT',
    unit: 'ms',
    definition:
      'Time to first visible token: the first output that a person or the program can act on, which is any output but reasoning.',
    formula: 'firstVisible - start',
  },
  ttfr: {
    label: 'TTFR',
    unit: 'ms',
    definition: 'Time to the first streamed reasoning.',
    formula: 'firstReasoning - start',
  },
  thinking: {
    label: 'Thinking',
    unit: 'ms',
    definition:
      'From the first reasoning to the first visible output. An estimate, from the first event of any kind, when the server reports reasoning but streams none of it.',
    formula: 'firstVisible - firstReasoning',
  },
  tpot: {
    label: 'TPOT',
    unit: 'ms',
    definition:
      'Time per output token after the first one, by the token count that the server reported. Tokens of reasoning that was not streamed are left out on both sides.',
    formula: '(lastOutput - firstOutput) / (N - 1), or (lastOutput - firstVisible) / (N - R - 1)',
  },
  tokensPerSecond: {
    label: 'Tokens/s',
    unit: 'tokensPerSecond',
    definition: 'Output tokens per second while output was coming.',
    formula: '1000 / TPOT',
  },
  tokensPerSecondEndToEnd: {
    label: 'Tokens/s end to end',
    unit: 'tokensPerSecond',
    definition: 'Output tokens per second of the whole request, the wait for the first token included.',
    formula: '1000 * N / E2E',
  },
  charsPerSecond: {
    label: 'Chars/s',
    unit: 'charsPerSecond',
    definition: 'Characters of output that came after the first output, per second. Needs no token counts.',
    formula: '1000 * characters after firstOutput / (lastOutput - firstOutput)',
  },
  iclMedian: {
    label: 'ICL p50',
    unit: 'ms',
    definition:
      'Median inter-chunk latency: the gap between two consecutive output events. Per read of the socket when more than half of the events shared a read.',
    formula: 'p50 of output(k) - output(k-1)',
  },
  iclP95: {
    label: 'ICL p95',
    unit: 'ms',
    definition: '95th percentile of the inter-chunk latency. Needs 20 gaps.',
    formula: 'p95 of output(k) - output(k-1)',
  },
  iclMax: {
    label: 'ICL max',
    unit: 'ms',
    definition: 'The longest gap between two consecutive output events: the worst stall inside the answer.',
    formula: 'max of output(k) - output(k-1)',
  },
  generation: {
    label: 'Generation',
    unit: 'ms',
    definition: 'From the first output to the last.',
    formula: 'lastOutput - firstOutput',
  },
  tail: {
    label: 'Tail',
    unit: 'ms',
    definition: 'From the last output to the end of the answer: finish reason, token counts, end marker.',
    formula: 'end - lastOutput',
  },
  closing: {
    label: 'Closing',
    unit: 'ms',
    definition: 'From the end of the answer until the body was closed.',
    formula: 'close - end',
  },
  e2e: {
    label: 'E2E',
    unit: 'ms',
    definition: 'End to end: from the start of the answering request to the end of its answer.',
    formula: 'end - start',
  },
  felt: {
    label: 'Total as felt',
    unit: 'ms',
    definition: 'The whole call as the program felt it: all attempts and the back-off between them.',
    formula: 'end (close, if the answer never ended) - start of the first attempt',
  },
  backoff: {
    label: 'Between attempts',
    unit: 'ms',
    definition:
      'Time between attempts: the client waited before it tried again, on its own account or because the server had asked for it.',
    formula: 'sum of (start of an attempt - close of the one before)',
  },
  retryAfter: {
    label: 'Retry-after',
    unit: 'ms',
    definition: 'Part of the time between attempts that the server had asked for, by a retry-after header.',
    formula: 'sum of (headers + retry-after - close) of attempts, up to the start of the next',
  },
  rateLimited: {
    label: 'Rate limited',
    unit: 'ms',
    definition:
      'What rate limits cost the call: attempts that were refused because of one, by status 429 or an error that says so, and the waits after them. None of it is the model’s time.',
    formula: 'sum of (start of the next attempt - start) of refused attempts',
  },
  ...serverDefinitions,
  lagMedian: {
    label: 'Lag p50',
    unit: 'ms',
    definition:
      'How long after it had come the program took a piece of the answer, in the median: about 0 when it keeps up, more when it is busy with the pieces before.',
    formula: 'p50 of taken(read) - arrived(read)',
  },
  lagMax: {
    label: 'Lag max',
    unit: 'ms',
    definition: 'The longest that a piece of the answer waited for the program.',
    formula: 'max of taken(read) - arrived(read)',
  },
  unread: {
    label: 'Unread',
    unit: 'ms',
    definition: 'Time in which something of the answer had come and the program had not taken it.',
    formula: 'length of the union of [arrived(read), taken(read)]',
  },
  e2eTaken: {
    label: 'E2E as taken',
    unit: 'ms',
    definition:
      'End to end as the program got it: from the start of the answering request until it had taken all of the answer. What this is above E2E is its own doing.',
    formula: 'taken(end) - start',
  },
  loopBusy: {
    label: 'Loop busy',
    unit: 'ms',
    definition:
      'Time in which the program kept its event loop busy while something of the answer may have been waiting unread. What came in it has no moment of its own, so figures that depend on it are upper bounds.',
    formula: 'length of the union of stretches without a poll of the sockets in which something came',
  },
  backPressure: {
    label: 'Back-pressure',
    unit: 'ms',
    definition:
      'Time in which so much waited to be taken that the client stopped reading from the socket, and the server had to wait.',
    formula: 'length of the stretches with as much unread as the client keeps',
  },
};
