import { formatCount, formatNumberOf, formatRate } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import { findMoments, isStream } from '../../metrics/moments';
import { buildPhases, type PhaseName } from '../../metrics/phases';
import type { Attempt } from '../../model/attempt';
import { type Call, firstAttempt, lastAttempt } from '../../model/call';
import type { Pause } from '../../model/run';
import { formatElapsed } from '../formatElapsed';

/** Without output for this long a stream is said to stand still. */
const STILL: Milliseconds = 1000;

/**
 * What the calls in flight at one line are doing: `thinking 3.4 s`, `streaming 143 chunks · 41 chunks/s`,
 * `3 in flight for 4.1 s: 2 streaming, 1 waiting`.
 * @param calls in flight, not empty, in the order they started
 * @param pauses of their run
 * @param now ms on the run's clock
 */
export function formatLive(calls: readonly Call[], pauses: readonly Pause[], now: Milliseconds): string {
  const [first] = calls;
  if (!first) return '';
  if (pauses.some((pause) => pause.end === undefined)) return 'held by the debugger';
  return calls.length === 1 ? formatOne(first, now) : formatSeveral(calls, now);
}

function formatOne(call: Call, now: Milliseconds): string {
  const attempt = lastAttempt(call);
  const retry = call.attempts.length > 1 ? `attempt ${call.attempts.length}: ` : '';
  return retry + formatState(attempt, currentPhase(call, now), now);
}

function formatState(attempt: Attempt, phase: PhaseName, now: Milliseconds): string {
  const elapsed = formatElapsed(now - attempt.timing.start);
  switch (phase) {
    case 'queue':
      return `waiting for a connection ${elapsed}`;
    case 'connect':
      return `connecting ${elapsed}`;
    case 'thinking':
      return `thinking ${formatElapsed(now - (findMoments(attempt).firstReasoning ?? attempt.timing.start))}`;
    case 'streaming':
      return formatStreaming(attempt, now);
    case 'receive':
      return `receiving the answer ${elapsed}`;
    case 'tail':
      return `finishing ${elapsed}`;
    default:
      return `waiting for ${isStream(attempt) ? 'first token' : 'the answer'} ${elapsed}`;
  }
}

/** Chunks, not tokens: servers report token counts at the end. */
function formatStreaming(attempt: Attempt, now: Milliseconds): string {
  const { outputCount, firstOutput = now, lastOutput = now } = findMoments(attempt);
  const count = formatNumberOf(outputCount, 'chunk');
  if (now - lastOutput >= STILL) return `streaming ${count} · none for ${formatElapsed(now - lastOutput)}`;
  const span = lastOutput - firstOutput;
  if (span <= 0) return `streaming ${count}`;
  return `streaming ${count} · ${formatRate((1000 * (outputCount - 1)) / span, 'chunks/s')}`;
}

const stateNames: Readonly<Partial<Record<PhaseName, string>>> = {
  thinking: 'thinking',
  streaming: 'streaming',
};

function formatSeveral(calls: readonly Call[], now: Milliseconds): string {
  const counts = new Map<string, number>();
  for (const call of calls) {
    const name = stateNames[currentPhase(call, now)] ?? 'waiting';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const states = [...counts].map(([name, count]) => `${formatCount(count)} ${name}`).join(', ');
  const start = Math.min(...calls.map((call) => firstAttempt(call).timing.start));
  return `${formatCount(calls.length)} in flight for ${formatElapsed(now - start)}: ${states}`;
}

function currentPhase(call: Call, now: Milliseconds): PhaseName {
  return buildPhases(call, now).at(-1)?.name ?? 'wait';
}
