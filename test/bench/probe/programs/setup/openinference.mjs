import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai';
import OpenAI from 'openai';
import { tracerProvider } from './tracing.mjs';

new OpenAIInstrumentation({ tracerProvider }).manuallyInstrument(OpenAI);

export { finish } from './tracing.mjs';
