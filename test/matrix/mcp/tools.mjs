// Servers that have every tool one asks for, and write down each call: so the truth is known without the probe.
import { appendFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const workMs = 10;

/**
 * A tool whose name begins with `failed` fails, any other answers.
 * @param listed names of the tools that it tells of
 * @param log file that gets a line of JSON a call, see `ServedTool`
 */
export function makeServer(listed, log) {
  const server = new Server({ name: 'tools', version: '1.0.0' }, { capabilities: { tools: {} } });
  const inputSchema = { type: 'object', properties: { of: { type: 'string' } } };
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: listed.map((name) => ({ name, inputSchema })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params: { name: tool } }) => {
    const from = performance.now();
    await sleep(workMs);
    const failed = tool.startsWith('failed');
    appendFileSync(log, `${JSON.stringify({ tool, failed, ms: performance.now() - from })}\n`);
    return { content: [{ type: 'text', text: 'seen' }], isError: failed };
  });
  return server;
}
