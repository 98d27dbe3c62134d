// The Bedrock runtime client of the AWS SDK, by HTTP/2, its default, and by HTTP/1.1.
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';

const account = { region: 'us-east-1', credentials: { accessKeyId: 'none', secretAccessKey: 'none' } };
const client = new BedrockRuntimeClient({ ...account, endpoint: process.env.REPLAY_HTTP2_URL });
const older = new BedrockRuntimeClient({
  ...account,
  endpoint: process.env.REPLAY_URL,
  requestHandler: new NodeHttpHandler(),
});
/** The model of the sample, which its answer does not name. */
const modelId = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const ask = (cell) => ({ modelId, messages: [{ role: 'user', content: [{ text: `cell:${cell}` }] }] });
const drain = async (stream) => {
  for await (const _ of stream);
};

async function main() {
  await client./*@converse*/ send(new ConverseCommand(ask('converse')));
  await drain((await client./*@streamed*/ send(new ConverseStreamCommand(ask('streamed')))).stream);
  const body = JSON.stringify({ prompt: 'cell:invoked' });
  const invoked = await client./*@invoked*/ send(
    new InvokeModelWithResponseStreamCommand({ modelId: 'm-x', body }),
  );
  await drain(invoked.body);
  await Promise.all([
    client./*@allFirst*/ send(new ConverseCommand(ask('allFirst'))),
    client./*@allSecond*/ send(new ConverseCommand(ask('allSecond'))),
  ]);
  await older./*@http1*/ send(new ConverseCommand(ask('http1')));
  await drain((await older./*@http1Streamed*/ send(new ConverseStreamCommand(ask('http1Streamed')))).stream);
  client.destroy();
}

main();
