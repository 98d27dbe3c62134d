import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { fixture } from './runProgram';

/** An MCP server of the protocol's own SDK, over HTTP. */
export interface HttpMcpServer {
  readonly url: string;
  close(): void;
}

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** How it answers: by streams of events, by documents, or as before 2025 by one stream for all answers. */
export async function startMcpServer(kind: 'events' | 'documents' | 'oneStream'): Promise<HttpMcpServer> {
  const serve = kind === 'oneStream' ? serveOneStream() : await serveStreamable(kind === 'documents');
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function serveStreamable(enableJsonResponse: boolean): Promise<Serve> {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => 'one-session',
    enableJsonResponse,
  });
  await (await makeServer()).connect(transport);
  return (request, response) => transport.handleRequest(request, response);
}

function serveOneStream(): Serve {
  let transport: SSEServerTransport | undefined;
  return async (request, response) => {
    if (request.method === 'POST') return transport?.handlePostMessage(request, response);
    transport = new SSEServerTransport('/messages', response);
    await (await makeServer()).connect(transport);
  };
}

async function makeServer(): Promise<McpServer> {
  const { href } = pathToFileURL(fixture('mcp', 'tools.mjs'));
  return ((await import(href)) as { makeServer(): McpServer }).makeServer();
}
