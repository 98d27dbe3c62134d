import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runProgram } from '../../probe/support/runProgram';
import { projectRoot } from '../../support/projectRoot';

const promptBytes = 50 * 1024 ** 2;

/** What a prompt of 50 MB took with one client. */
export interface PromptOutcome {
  readonly client: string;
  /** Bytes that came to the server and are not in the spool. */
  readonly lostBytes: number;
  /** Highest memory in MiB, and how long it took in ms, without the probe and with it. */
  readonly maxRssMb: readonly [number, number];
  readonly milliseconds: readonly [number, number];
}

/** Sends a prompt of 50 MB by each client without the probe and with it. */
export async function measureLargePrompts(): Promise<PromptOutcome[]> {
  const server = createServer(async (request, response) => {
    let received = 0;
    for await (const bytes of request) received += (bytes as Buffer).length;
    response.end(String(received));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`;
  const outcomes: PromptOutcome[] = [];
  for (const client of ['fetch', 'http']) outcomes.push(await measure(client, url));
  server.close().closeAllConnections();
  return outcomes;
}

async function measure(client: string, url: string): Promise<PromptOutcome> {
  const run = async (probe: boolean) => {
    const file = `${projectRoot}/test/matrix/robustness/largePrompt.mjs`;
    const { stdout, spool } = await runProgram(file, { args: [client, url, String(promptBytes)], probe });
    const said = JSON.parse(stdout) as { received: number; maxRssMb: number; milliseconds: number };
    const kept = spool.exchanges.flatMap(({ requestBody }) => requestBody);
    return { ...said, kept: kept.reduce((sum, { b64 }) => sum + Buffer.byteLength(b64, 'base64'), 0) };
  };
  const [without, withProbe] = [await run(false), await run(true)];
  return {
    client,
    lostBytes: Math.max(promptBytes - withProbe.received, withProbe.received - withProbe.kept),
    maxRssMb: [without.maxRssMb, withProbe.maxRssMb],
    milliseconds: [without.milliseconds, withProbe.milliseconds],
  };
}
