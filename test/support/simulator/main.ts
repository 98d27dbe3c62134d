import { fstatSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { scenarios } from './scenarios/scenarios';
import { startSimulator } from './startSimulator';

/**
 * Runs the simulator as a process of its own: `main.js [--port N] [--scenario id] [--seed N] [--log file]`. Prints one
 * line of JSON with its URLs once it listens. Ends on SIGTERM, SIGINT, and when a piped stdin closes, which it does
 * when the parent dies; then it writes its log to `file`.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      scenario: { type: 'string', default: 'sample-agents' },
      seed: { type: 'string', default: '1' },
      log: { type: 'string' },
    },
  });
  const scenario = scenarios.find(({ id }) => id === values.scenario);
  if (!scenario) {
    throw new Error(
      `No scenario "${values.scenario}"; there are ${scenarios.map(({ id }) => id).join(', ')}.`,
    );
  }
  const simulator = await startSimulator({
    ...scenario,
    port: Number(values.port),
    seed: Number(values.seed),
  });
  const stop = async () => {
    if (values.log) simulator.log.writeTo(values.log);
    await simulator.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A stdin that is a file or a terminal says nothing about the parent.
  const stdin = fstatSync(0);
  if (stdin.isFIFO() || stdin.isSocket()) process.stdin.once('close', stop).resume();
  const { port, url, openaiUrl } = simulator;
  console.log(
    JSON.stringify({ scenario: scenario.id, pid: process.pid, port, url, openaiUrl, anthropicUrl: url }),
  );
}

main().catch((error: Error & { code?: string }) => {
  const taken = error.code === 'EADDRINUSE';
  console.error(`simulator: ${taken ? 'another program listens on that port' : error.message}`);
  process.exit(1);
});
