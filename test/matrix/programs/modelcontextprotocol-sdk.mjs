// Tools of MCP servers, over stdio and HTTP. A tool is called by the mark of the line that calls it.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const ask = (name) => ({ name, arguments: { of: 'x' } });

async function connect(transport) {
  const client = new Client({ name: 'program', version: '1.0.0' });
  await client.connect(transport);
  await client.listTools();
  return client;
}

async function overStdio() {
  const args = [process.env.TOOLS_SERVER, process.env.TOOLS_LOG, 'stdio'];
  const client = await connect(new StdioClientTransport({ command: process.execPath, args }));
  for (let turn = 0; turn < 3; turn++) await client./*@stdio*/ callTool(ask('stdio'));
  await Promise.all([
    client./*@stdioFirst*/ callTool(ask('stdioFirst')),
    client./*@stdioSecond*/ callTool(ask('stdioSecond')),
  ]);
  await new Promise((resolve) =>
    setTimeout(() => client./*@stdioTimed*/ callTool(ask('stdioTimed')).then(resolve), 2),
  );
  await client./*@failedStdio*/ callTool(ask('failedStdio'));
  await client.close();
}

async function overHttp() {
  const client = await connect(new StreamableHTTPClientTransport(new URL(`${process.env.TOOLS_URL}/http`)));
  for (let turn = 0; turn < 3; turn++) await client./*@http*/ callTool(ask('http'));
  await Promise.all([
    client./*@httpFirst*/ callTool(ask('httpFirst')),
    client./*@httpSecond*/ callTool(ask('httpSecond')),
  ]);
  await client
    ./*@httpThen*/ callTool(ask('httpThen'))
    .then(() => client./*@failedHttp*/ callTool(ask('failedHttp')));
  await client.close();
}

async function main() {
  await overStdio();
  await overHttp();
}

main();
