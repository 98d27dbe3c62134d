import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type CompletionPlan, PLAN_VERSION, type RunnerEvent } from '../plan';
import { rehearse } from './rehearse';
import type { BreakOff } from './runSample';
import { StageRunner } from './stageRunner';

export interface RunnerStreams {
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * Reads a plan and then commands, a line each, and tells what happens. Ends when it is told to, or when nobody is there
 * any more to tell; never rejects.
 */
export async function runPlan({ input, output }: RunnerStreams): Promise<void> {
  // A terminal interrupts all of its programs at once; whoever started us tells what is to become of the requests.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  // Whoever started us may be gone; stdin tells of it.
  output.on('error', () => {});
  const tell = (event: RunnerEvent) => output.write(`${JSON.stringify(event)}\n`);
  try {
    const lines = createInterface({ input })[Symbol.asyncIterator]();
    const first = await lines.next();
    const isEnded = await obey(lines, readPlan(first.value), tell);
    tell({ kind: 'done', stopped: !isEnded });
  } catch (error) {
    tell({ kind: 'fatal', message: error instanceof Error ? error.message : String(error) });
  }
  input.destroy();
  await finished(output.end()).catch(() => {});
}

function readPlan(line: string | undefined): CompletionPlan {
  let plan: CompletionPlan;
  try {
    plan = JSON.parse(line ?? '');
  } catch {
    // The line holds keys, and the engine's message would quote it.
    throw new Error('There is no plan on stdin.');
  }
  if (plan.version !== PLAN_VERSION) throw new Error(`A plan of version ${plan.version} is unknown.`);
  return plan;
}

/** @returns whether it was told that this is the end */
async function obey(
  lines: AsyncIterator<string>,
  plan: CompletionPlan,
  tell: (event: RunnerEvent) => void,
): Promise<boolean> {
  const stop = new AbortController();
  const runner = new StageRunner(plan, stop.signal, tell);
  let running: Promise<void> = Promise.resolve();
  let isEnded = false;
  await rehearse(plan.targets);
  tell({ kind: 'ready' });
  for await (const line of { [Symbol.asyncIterator]: () => lines }) {
    isEnded = line === 'end';
    if (isEnded || line === 'stop') break;
    const stage = Number(line.replace('run ', ''));
    running = running.then(() => runner.run(stage));
  }
  if (!isEnded) stop.abort('aborted' satisfies BreakOff);
  await running;
  return isEnded;
}
