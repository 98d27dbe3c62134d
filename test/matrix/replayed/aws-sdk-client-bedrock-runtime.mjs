// The Bedrock runtime client of the AWS SDK.
import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { replay } from './replay.mjs';

/** An answer that failed is not read to its end by the client, which its connection would keep the program for. */
const requestHandler = new NodeHttpHandler();
const open = (endpoint) =>
  new BedrockRuntimeClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    endpoint,
    maxAttempts: 1,
    requestHandler,
  });

await replay('conversed', ['31-bedrock-converse', '33-bedrock-exception-midstream'], async (url, given) => {
  const messages = [{ role: 'user', content: [{ text: 'cell:conversed' }] }];
  // It is in the path that the samples were asked for by, and nowhere else.
  const modelId = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
  const command = new ConverseStreamCommand({ modelId, messages });
  const { stream } = await open(url)./*@conversed*/ send(command);
  for await (const { contentBlockDelta, metadata } of stream) {
    given.text += contentBlockDelta?.delta?.text ?? '';
    if (!metadata) continue;
    // What was read from a cache or written into one is counted beside the rest.
    const { inputTokens, outputTokens, cacheReadInputTokens = 0, cacheWriteInputTokens = 0 } = metadata.usage;
    given.usage = { inputTokens: inputTokens + cacheReadInputTokens + cacheWriteInputTokens, outputTokens };
  }
});
await replay('invoked', ['34-bedrock-invoke-anthropic'], async (url, given) => {
  const body = JSON.stringify({ prompt: 'cell:invoked' });
  const command = new InvokeModelWithResponseStreamCommand({ modelId: 'm', body });
  const { body: events } = await open(url)./*@invoked*/ send(command);
  let usage = {};
  for await (const { chunk } of events) {
    const event = JSON.parse(Buffer.from(chunk.bytes));
    given.text += event.delta?.text ?? '';
    usage = { ...usage, ...event.message?.usage, ...event.usage };
  }
  given.usage = { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens };
});
requestHandler.destroy();
