// What every measured program shares: its task, the figures of its process, and how it reports them.
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What the benchmark asks for; see `Task` in test/bench/support/probe/task.ts. */
export const task = JSON.parse(process.env.BENCH_TASK);

/** Milliseconds of the machine's monotonic clock, which the server's stamps are in, too. */
export const now = () => Number(process.hrtime.bigint()) / 1e6;

/** Runs `work` and prints, as one line, what it cost this process and what it returned. */
export async function measure(work) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const [cpu, begun] = [process.cpuUsage(), now()];
  const own = await work();
  const [{ user, system }, wallMs] = [process.cpuUsage(cpu), now() - begun];
  delay.disable();
  const { rss } = process.memoryUsage();
  globalThis.gc();
  const figures = {
    cpuMs: (user + system) / 1e3,
    wallMs,
    // The monitor counts its own interval in.
    loopDelayP50Ms: Math.max(0, delay.percentile(50) / 1e6 - 5),
    loopDelayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - 5),
    maxRssMb: Math.max(process.resourceUsage().maxRSS / 1024, rss / 1024 ** 2),
    heapMb: process.memoryUsage().heapUsed / 1024 ** 2,
    ...own,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

/** Makes `task.streams` calls of `one`, `task.concurrency` at a time. */
export async function makeCalls(one) {
  let next = 0;
  const worker = async () => {
    while (next < task.streams) await one(next++);
  };
  await Promise.all(Array.from({ length: task.concurrency }, worker));
}
