import { setTimeout as delay } from 'node:timers/promises';
import type { Typing } from '../suite/suite';
import { epochNow } from './epochNow';
import { type BreakOff, runSample, type SampleResult, type SampleTask } from './runSample';

const noTyping: Typing = { keystrokes: 1, interval: 0, debounce: 0 };

/**
 * Makes the requests that a burst of keystrokes asks for, as an editor does: each waits until the debounce time is
 * over, and is broken off by the next keystroke, after which nobody needs its answer.
 * @param task of the last keystroke; `signal` breaks off all
 * @param told gets the result of each request that was made, in the order in which they ended
 */
export async function runTyping(
  task: Omit<SampleTask, 'keystroke' | 'untyped'>,
  typing: Typing | undefined,
  told: (id: string, result: SampleResult) => void,
): Promise<void> {
  const { keystrokes, interval, debounce } = typing ?? noTyping;
  const begun = epochNow();
  const asked: Promise<void>[] = [];
  for (let stroke = 1; stroke <= keystrokes && !task.signal.aborted; stroke++) {
    const keystroke = begun + (stroke - 1) * interval;
    const isLast = stroke === keystrokes;
    const id = isLast ? task.id : `${task.id}.${stroke}`;
    const superseded = new AbortController();
    const signal = AbortSignal.any([task.signal, superseded.signal]);
    asked.push(
      askAfter(keystroke + debounce, {
        ...task,
        id,
        ...(typing && { keystroke }),
        untyped: keystrokes - stroke,
        signal,
      }).then((result) => result && told(id, isLast ? result : asSuperseded(result))),
    );
    if (isLast) break;
    await waitUntil(keystroke + interval, task.signal);
    superseded.abort('superseded' satisfies BreakOff);
  }
  await Promise.all(asked);
}

/** Nothing when it was broken off before the request was made. */
async function askAfter(moment: number, task: SampleTask): Promise<SampleResult | undefined> {
  await waitUntil(moment, task.signal);
  if (task.signal.aborted) return undefined;
  const result = await runSample(task);
  return result.unmade ? undefined : result;
}

/** What was there before the next keystroke came was of no use all the same. */
function asSuperseded(result: SampleResult): SampleResult {
  return result.end === 'answered' || result.end === 'stopped' ? { ...result, end: 'superseded' } : result;
}

/** Returns at once when the signal is aborted. */
async function waitUntil(moment: number, signal: AbortSignal): Promise<void> {
  const wait = moment - epochNow();
  if (wait > 0) await delay(wait, undefined, { signal }).catch(() => {});
}
