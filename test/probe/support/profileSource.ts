import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import type { Milliseconds } from '../../../src/base/units';
import { buildProbeEnvironment } from '../../../src/launch/buildProbeEnvironment';
import type { Attempt } from '../../../src/model/attempt';
import type { Call } from '../../../src/model/call';
import type { Run } from '../../../src/model/run';
import { readRunFolder } from '../../../src/pipeline';
import { startProcess } from '../../support/processes';
import { projectRoot } from '../../support/projectRoot';
import { makeTemporaryFolder } from '../../support/temporaryFolder';
import { probePath } from './runProgram';
import { readSpool, type SpooledThread } from './spool';

/** What a program with one call left behind. */
export interface Profile {
  readonly run: Run;
  readonly call: Call;
  readonly attempt: Attempt;
  /** When the program says it got bytes, and how many it had by then, on the run's clock. */
  readonly got: readonly { readonly at: Milliseconds; readonly bytes: number }[];
  /** Puts a moment of the machine's monotonic clock on the run's. */
  readonly toRunTime: (at: number) => Milliseconds;
}

/** What programs find: clients, ways to be slow, and `got(chunk)`, which tells when they got how many bytes. */
const prelude = `
  import { execSync } from 'node:child_process';
  import http from 'node:http';
  import { Writable } from 'node:stream';
  import { setTimeout as sleep } from 'node:timers/promises';
  const url = process.env.TEST_URL;
  const body = JSON.stringify({
    model: 'gpt-4o', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'Hi' }],
  });
  const options = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const post = () => new Promise((resolve) => http.request(url, options, resolve).end(body));
  const log = [];
  let bytes = 0;
  const got = (chunk) => {
    bytes += chunk.length;
    log.push([Number(process.hrtime.bigint()) / 1e6, bytes]);
  };
  const compute = (ms) => {
    const begin = process.cpuUsage();
    for (let used = 0; used < ms * 1000; ) {
      for (let i = 0; i < 1e5; i++) Math.sqrt(i);
      const { user, system } = process.cpuUsage(begin);
      used = user + system;
    }
  };
  const waitFor = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
`;

/** Runs the text of an ES module that makes one call, and reads the run that the probe tells of. */
export async function profileSource(source: string, url: string): Promise<Profile> {
  const folder = await makeTemporaryFolder();
  try {
    const { NODE_OPTIONS: _, LATENCY_LENS_SPOOL: __, ...inherited } = process.env;
    const probe = buildProbeEnvironment({ probePath, spoolFolder: folder.path, existing: {} });
    const program = `${prelude}${source}\nconsole.log(JSON.stringify(log));`;
    const { child, exited } = startProcess(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: projectRoot,
      env: { ...inherited, ...probe, TEST_URL: url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (!child.stdout) throw new Error('The program has no output.');
    const [stdout, code] = await Promise.all([text(child.stdout), exited]);
    assert.equal(code, 0);
    const { hello } = readSpool(folder.path).threads[0] as SpooledThread;
    const log = JSON.parse(stdout) as [number, number][];
    return describe(await readRunFolder(folder.path), hello.epoch - hello.t, log);
  } finally {
    folder.remove();
  }
}

/** @param clockOffset from the machine's monotonic clock to the wall clock, as the run has it */
function describe(run: Run, clockOffset: number, log: readonly [number, number][]): Profile {
  assert.equal(run.calls.length, 1);
  const [call] = run.calls as [Call];
  const toRunTime = (at: number) => at + clockOffset - run.startedAtEpoch;
  return {
    run,
    call,
    attempt: call.attempts[0] as Attempt,
    got: log.map(([at, bytes]) => ({ at: toRunTime(at), bytes })),
    toRunTime,
  };
}
