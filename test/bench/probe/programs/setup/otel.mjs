import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { tracerProvider } from './tracing.mjs';

for (const instrumentation of [new HttpInstrumentation(), new UndiciInstrumentation()]) {
  instrumentation.setTracerProvider(tracerProvider);
  instrumentation.enable();
}

export { finish } from './tracing.mjs';
