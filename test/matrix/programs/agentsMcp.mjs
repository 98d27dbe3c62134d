// An agent of the OpenAI Agents SDK whose tools are those of MCP servers: the line that runs it makes both kinds of calls.
import { Agent, MCPServerStdio, MCPServerStreamableHttp, run, setTracingDisabled } from '@openai/agents';

setTracingDisabled(true);
const args = (tool) => [process.env.TOOLS_SERVER, process.env.TOOLS_LOG, tool];
const withTools = (server) =>
  new Agent({ name: 'Looking', instructions: 'Look.', model: 'gpt-x', mcpServers: [server] });

async function main() {
  const child = new MCPServerStdio({ command: process.execPath, args: args('agentStdio3') });
  const remote = new MCPServerStreamableHttp({ url: `${process.env.TOOLS_URL}/agentHttp3` });
  await Promise.all([child.connect(), remote.connect()]);
  await /*@agentStdio3*/ run(withTools(child), 'cell:agentStdio3');
  const result = await /*@agentHttp3*/ run(withTools(remote), 'cell:agentHttp3', { stream: true });
  for await (const _ of result);
  await result.completed;
  await Promise.all([child.close(), remote.close()]);
}

main();
