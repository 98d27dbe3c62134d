import { type CallSiteChoice, placeCalls } from '../analysis/placeCalls';
import type { Disposable } from '../base/disposable';
import { formatRate } from '../base/format';
import { computeMetric } from '../metrics/callMetrics';
import { modelOf } from '../metrics/callTimes';
import { type Call, lastAttempt } from '../model/call';
import type { Run } from '../model/run';
import { nowOf } from '../store/runSelectors';
import type { RunStore } from '../store/runStore';
import { describeCall } from './terminal/callText';
import { plain, type Screen } from './terminal/screen';

/**
 * Writes a line whenever a call has ended. Lines are only ever added, never drawn over: the program writes to the same
 * terminal, and nobody can know where it left the cursor.
 */
export function showLiveLines(
  store: RunStore,
  screen: Screen,
  callSite: CallSiteChoice,
  write: (text: string) => void,
): Disposable {
  const shown = new Set<string>();
  return store.onDidChange(({ runId, changedCalls }) => {
    const recorded = store.get(runId);
    const run = recorded && placeCalls(recorded, callSite);
    const changed = new Set(changedCalls);
    for (const [index, call] of (run?.calls ?? []).entries()) {
      const key = `${call.id} ${call.attempts.length}`;
      if (!run || !changed.has(call.id) || call.outcome === 'inFlight' || shown.has(key)) continue;
      shown.add(key);
      write(`${startLine(screen.width)}${screen.paint('dim', formatLiveLine(call, index + 1, run))}\n`);
    }
  });
}

/**
 * Brings the cursor to the start of a line, whether the program left it there or not: a terminal's width of blanks
 * ends either on this line or on the next one, and the carriage return leads to its start.
 */
export function startLine(width: number): string {
  return `${' '.repeat(width)}\r`;
}

/** `▸ #3 agent.ts:42 planStep · gpt-5-mini · TTFT 412 ms · 52.3 tok/s · 2.31 s`. */
function formatLiveLine(call: Call, ordinal: number, run: Run): string {
  const { label, ttft, total, note } = describeCall(call, run, nowOf(run));
  const tokensPerSecond = computeMetric(call, 'tokensPerSecond');
  const parts = [
    label,
    plain(modelOf(lastAttempt(call)) ?? 'unknown model'),
    ...(ttft ? [`TTFT ${ttft}`] : []),
    ...(tokensPerSecond.value === undefined ? [] : [formatRate(tokensPerSecond.value)]),
    total,
    ...(note ? [note] : []),
  ];
  return `▸ #${ordinal} ${parts.join(' · ')}`;
}
