import type { Duplex } from 'node:stream';
import { captureTrace, readCallSites } from './attribution/stackTrace';
import { guarded, observeCalls, observeLookups } from './observe';
import { overhearNext } from './overhear';
import type { Recorder } from './recorder';

export type Http2Headers = Readonly<Record<string, unknown>>;

/** As many frames as are ours, and the one below them. */
const frameLimit = 10;

/** Has `tell` called with the headers of the answer to a request of `node:http2`, before the program gets them. */
export function observeHttp2Head(
  recorder: Recorder,
  stream: Duplex,
  tell: (headers: Http2Headers) => void,
): void {
  const resource = resourceOf(stream);
  if (!resource) {
    overhearHead(recorder, stream, tell);
    return;
  }
  // The runtime has a tick tell the program of headers; that tick is ordered here.
  observeCalls(recorder, resource, 'runInAsyncScope', (_resource, args) => {
    const [, , , receiver, event, headers] = args as [...unknown[]] & { 5: Http2Headers };
    if (receiver === stream && event === 'response') tell(headers);
  });
}

/** Node 18 orders that tick where nobody sees it. When it comes, the stream is asked for its `emit`. */
function overhearHead(recorder: Recorder, stream: Duplex, tell: (headers: Http2Headers) => void): void {
  let takeBack: (() => void) | undefined;
  const stop = observeLookups(recorder, stream, 'emit', () => {
    // Other headers than the answer's were told of in between.
    takeBack?.();
    takeBack = undefined;
    if (stream.destroyed) return stop();
    if (!isAskedByHttp2()) return;
    takeBack = overhearNext(stream, 'response', ([headers]) => {
      stop();
      guarded(recorder, 'http2:head', () => tell(headers as Http2Headers));
    });
  });
}

/** Whether what looks a method up is the function by which the runtime tells of headers. */
function isAskedByHttp2(): boolean {
  const asker = readCallSites(captureTrace(isAskedByHttp2, frameLimit)).find(
    (site) => site.getFileName() !== __filename,
  );
  return asker?.getFileName() === 'node:internal/http2/core' && asker.getFunctionName() === 'emit';
}

/** The async resource that the request's events are told in. */
function resourceOf(stream: Duplex): object | undefined {
  const symbols = Object.getOwnPropertySymbols(stream);
  const symbol = symbols.find(({ description }) => description === 'requestAsyncResource');
  return symbol && (stream as unknown as Record<symbol, object>)[symbol];
}
