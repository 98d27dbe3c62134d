// OpenTelemetry traces every request of this program, and prints what it saw.
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
const { UndiciInstrumentation } = require('@opentelemetry/instrumentation-undici');
const { NodeSDK, tracing } = require('@opentelemetry/sdk-node');

const exporter = new tracing.InMemorySpanExporter();
const sdk = new NodeSDK({
  spanProcessors: [new tracing.SimpleSpanProcessor(exporter)],
  instrumentations: [new UndiciInstrumentation(), new HttpInstrumentation()],
});
sdk.start();
process.on('exit', () => {
  const status = ({ attributes }) =>
    attributes['http.response.status_code'] ?? attributes['http.status_code'];
  for (const span of exporter.getFinishedSpans()) console.log(span.name, span.kind, status(span));
});
