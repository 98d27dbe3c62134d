// What the OpenTelemetry variants share: a provider that batches spans as in production and drops what it would send.
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

let spans = 0;
const exporter = {
  export(batch, done) {
    spans += batch.length;
    done({ code: 0 });
  },
  shutdown: () => Promise.resolve(),
  forceFlush: () => Promise.resolve(),
};

export const tracerProvider = new NodeTracerProvider({
  spanProcessors: [new BatchSpanProcessor(exporter, { maxQueueSize: 1e5 })],
});
tracerProvider.register();

/** Returns how many spans were exported: proof that the instrumentation was at work. */
export async function finish() {
  await tracerProvider.forceFlush();
  return spans;
}
