import type { RunAnalysis } from '../../../src/analysis/analyseRun';
import type { Thread } from '../../../src/analysis/threads/thread';
import type { ThreadLabel } from './agentCase';
import type { Marks } from './marks';

/** A thread in words that don't depend on ids; those it belongs to are named by their calls. */
interface Described {
  readonly calls: string;
  readonly iterations: number;
  /** Of each iteration. */
  readonly tools?: readonly string[];
  readonly within?: readonly [calls: string, iteration: number];
  readonly branchOf?: readonly [calls: string, iteration: number];
}

/** The threads that were found, a line each, sorted. */
export function describeThreads({ threads }: RunAnalysis, marks: Marks): readonly string[] {
  const callsOf = (thread: Thread | undefined) =>
    thread?.calls.map(({ attribution }) => marks.ofChain(attribution.chain) ?? '?').join(' ') ?? '?';
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  return threads
    .map((thread) =>
      describe({
        calls: callsOf(thread),
        iterations: thread.iterations.length,
        tools: thread.iterations.map(({ tools }) => tools.flatMap(({ names }) => names).join(' ')),
        within: thread.parent && [callsOf(byId.get(thread.parent.thread)), thread.parent.iteration],
        branchOf: thread.branchOf && [callsOf(byId.get(thread.branchOf.thread)), thread.branchOf.iteration],
      }),
    )
    .toSorted();
}

/** The threads that are to be found, in the same form. */
export function describeLabels(labels: readonly ThreadLabel[]): readonly string[] {
  const callsOf = (name: string) => labels.find((label) => label.name === name)?.calls.join(' ') ?? '?';
  return labels
    .map(({ calls, iterations = calls.length, tools, within, branchOf }) =>
      describe({
        calls: calls.join(' '),
        iterations,
        tools,
        within: within && [callsOf(within[0]), within[1]],
        branchOf: branchOf && [callsOf(branchOf[0]), branchOf[1]],
      }),
    )
    .toSorted();
}

function describe({ calls, iterations, tools = [], within, branchOf }: Described): string {
  const place = within ? ` within iteration ${within[1]} of [${within[0]}]` : '';
  const origin = branchOf ? ` branch of iteration ${branchOf[1]} of [${branchOf[0]}]` : '';
  const work = tools.some((names) => names !== '') ? ` with ${tools.join(' | ')}` : '';
  return `[${calls}] in ${iterations}${work}${place}${origin}`;
}
