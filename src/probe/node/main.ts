import { threadId } from 'node:worker_threads';
import { environmentNames } from '../../protocol/environment';
import { PROBE_FORMAT_VERSION } from '../../protocol/probeRecords';
import { AsyncContexts } from './attribution/asyncContexts';
import { FrameFinder } from './attribution/frameFinder';
import { defineProperty } from './builtins';
import { epochNow, now } from './clock';
import { Connections } from './connections';
import { noticeExit } from './exitNotice';
import { HttpRequests } from './httpRequests';
import { guarded } from './observe';
import { Recognition } from './recognition';
import { Recorder, rounded } from './recorder';
import { SpoolFile } from './spoolFile';
import { observeUndici } from './undiciRequests';

/** Marks a thread that has a probe, whichever copy of it came first. */
const token = Symbol.for('latencyLens.probe');

/** A guest in the program: whatever goes wrong here, the program runs as if nothing had been loaded. */
try {
  start();
} catch {}

function start(): void {
  const folder = process.env[environmentNames.spool];
  if (!folder || token in globalThis) return;
  defineProperty(globalThis, token, { value: true });
  const name = `${process.pid}-${threadId}-${process.hrtime.bigint().toString(36)}`;
  const file = SpoolFile.open(folder, name);
  if (!file) return;
  const recorder = new Recorder(file, name);
  sayHello(recorder);
  observe(recorder);
}

function sayHello(recorder: Recorder): void {
  recorder.write({
    k: 'hello',
    v: PROBE_FORMAT_VERSION,
    t: rounded(now()),
    epoch: rounded(epochNow()),
    pid: process.pid,
    ppid: process.ppid,
    thread: threadId,
    runtime: 'node',
    runtimeVersion: process.versions.node,
    script: process.argv[1],
    cwd: process.cwd(),
  });
}

/** Each part on its own: one that a runtime does not allow leaves the others working. */
function observe(recorder: Recorder): void {
  const connections = new Connections(recorder);
  const contexts = new AsyncContexts({ tcpConnecting: (handleId) => connections.attempted(handleId) });
  const recognition = new Recognition(recorder, new FrameFinder(contexts));
  guarded(recorder, 'connections', () => connections.install());
  guarded(recorder, 'undici', () => observeUndici(recorder, recognition, connections));
  guarded(recorder, 'http', () => new HttpRequests(recorder, recognition, connections).install());
  guarded(recorder, 'exit', () => noticeExit(recorder));
  guarded(recorder, 'contexts', () => contexts.install());
}
