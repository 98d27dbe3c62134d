import { isAbsolute } from 'node:path';
import { threadId } from 'node:worker_threads';
import { environmentNames } from '../../protocol/environment';
import { PROBE_FORMAT_VERSION } from '../../protocol/probeRecords';
import { AsyncContexts } from './attribution/asyncContexts';
import { FrameFinder } from './attribution/frameFinder';
import { LineNotes } from './attribution/lineNotes';
import { CarriedRequests } from './carriedRequests';
import { epochNow, now } from './clock';
import { Connections } from './connections';
import { noticeExit } from './exitNotice';
import { Http2Requests } from './http2Requests';
import { HttpRequests } from './httpRequests';
import { guarded } from './observe';
import { readOwnEndpoints } from './readOwnEndpoints';
import { Recognition } from './recognition';
import { Recorder, rounded } from './recorder';
import { findRuntime, type Runtime } from './runtime';
import { SpoolFile } from './spoolFile';
import { UndiciRequests } from './undiciRequests';
import { WebSockets } from './webSocket/webSockets';
import { OtherWork } from './work/otherWork';

/**
 * Begins to observe this thread.
 * @param folder the run's spool folder; when it can't be written to, nothing is observed
 */
export function start(folder: string): void {
  const name = `${process.pid}-${threadId}-${process.hrtime.bigint().toString(36)}`;
  const file = SpoolFile.open(folder, name);
  if (!file) return;
  const recorder = new Recorder(file, name);
  const runtime = findRuntime();
  sayHello(recorder, runtime);
  // What is observed here are the insides of Node; where others only imitate them, programs broke.
  if (runtime.name === 'node') observe(recorder);
}

function sayHello(recorder: Recorder, runtime: Runtime): void {
  recorder.write({
    k: 'hello',
    v: PROBE_FORMAT_VERSION,
    t: rounded(now()),
    epoch: rounded(epochNow()),
    pid: process.pid,
    ppid: process.ppid,
    thread: threadId,
    runtime: runtime.name,
    runtimeVersion: runtime.version,
    script: mainScript(),
    cwd: process.cwd(),
  });
}

/** Without a script file, as with `--eval`, the program's own first argument is in its place. */
function mainScript(): string | undefined {
  const [, script] = process.argv;
  const isEvaluated = (process as { _eval?: unknown })._eval !== undefined;
  return script !== undefined && !isEvaluated && isAbsolute(script) ? script : undefined;
}

/** Each part on its own: one that a runtime does not allow leaves the others working. */
function observe(recorder: Recorder): void {
  const followsContexts = process.env[environmentNames.attribution] !== 'light';
  const connections = new Connections(recorder);
  const contexts = new AsyncContexts({
    tcpConnecting: (handleId) => connections.attempted(handleId),
    timerCreated: (timer) => otherWork.timerCreated(timer),
  });
  const lines = new LineNotes(recorder, new FrameFinder(followsContexts ? contexts : undefined));
  const otherWork = new OtherWork(recorder, lines);
  const work = otherWork.log;
  const endpoints = readOwnEndpoints(recorder);
  const recognition = new Recognition({ recorder, lines, endpoints, work });
  const webSockets = new WebSockets(recorder, lines, connections, endpoints);
  const carried = new CarriedRequests();
  guarded(recorder, 'connections', () => connections.install());
  guarded(recorder, 'undici', () =>
    new UndiciRequests(recorder, recognition, connections, webSockets, carried).install(),
  );
  guarded(recorder, 'http', () => new HttpRequests(recorder, recognition, connections, webSockets).install());
  guarded(recorder, 'http2', () => new Http2Requests(recorder, recognition, connections, carried).install());
  otherWork.install();
  guarded(recorder, 'exit', () =>
    noticeExit(recorder, () => {
      otherWork.finish();
      lines.flush();
    }),
  );
  if (followsContexts) guarded(recorder, 'contexts', () => contexts.install());
}
