import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fixture, type ProgramRun, startProgram } from './support/runProgram';
import { bodyText } from './support/spool';
import { startServer, type TestServer } from './support/startServer';

/** How a program may end while an answer streams in, and what then is its exit code (null for a signal). */
const ends: Readonly<Record<string, { readonly exitCode: number | null; readonly bye: boolean }>> = {
  exit: { exitCode: 7, bye: true },
  throw: { exitCode: 1, bye: true },
  reject: { exitCode: 1, bye: true },
  abort: { exitCode: null, bye: false },
  SIGTERM: { exitCode: null, bye: false },
  SIGKILL: { exitCode: null, bye: false },
};

describe('what the probe has seen', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer((_request, response) => {
      let n = 0;
      const timer = setInterval(() => response.write(`data: ${++n}\n\n`), 3);
      response.on('close', () => clearInterval(timer));
    });
  });
  after(() => server.close());

  for (const [end, { exitCode, bye }] of Object.entries(ends)) {
    it(`is on disk when the program ends by ${end} in mid-stream`, async () => {
      const { run, lastSeen } = await interrupt(end);
      assert.equal(run.exitCode, exitCode);
      const [exchange] = run.spool.exchanges;
      assert.ok(exchange);
      const body = bodyText(exchange.data);
      assert.ok(
        body.includes(`data: ${lastSeen}\n\n`),
        `the program had read ${lastSeen}, the spool ends ${body.slice(-20)}`,
      );
      assert.equal(exchange.end, undefined);
      const last = run.spool.threads[0]?.records.at(-1);
      assert.equal(last?.k === 'bye' ? last.exitCode : undefined, bye ? exitCode : undefined);
      assert.equal(last?.k === 'bye', bye);
    });
  }

  /** Lets the program read ten pieces and end as told. */
  async function interrupt(end: string): Promise<{ run: ProgramRun; lastSeen: number }> {
    const program = await startProgram(fixture('interrupted.mjs'), { args: [server.url, end] });
    const { child } = program.process;
    assert.ok(child.stdout);
    const lines = createInterface(child.stdout);
    let lastSeen = 0;
    lines.on('line', (line) => {
      lastSeen = Number(line);
      if (lastSeen >= 10 && end.startsWith('SIG')) child.kill(end as NodeJS.Signals);
    });
    await once(lines, 'close');
    return { run: await program.finished, lastSeen };
  }
});
