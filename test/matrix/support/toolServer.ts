import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { projectRoot } from '../../support/projectRoot';
import { makeTemporaryFolder } from '../../support/temporaryFolder';

/** One call of a tool as the server that has it answered. Tools are called by the mark of the line that calls them. */
export interface ServedTool {
  readonly tool: string;
  /** It was answered by an error. */
  readonly failed: boolean;
  /** From the request to the answer as the server saw them. */
  readonly ms: number;
}

/** MCP servers of the protocol's own SDK: one over HTTP, and what a program needs to start one over stdio. */
export interface ToolServer {
  /** `TOOLS_URL`: `…/<tool>` tells of that tool. `TOOLS_SERVER`: a script, `TOOLS_LOG`: its first argument. */
  readonly environment: Readonly<Record<string, string>>;
  /** What was answered, so far. */
  served(): readonly ServedTool[];
  close(): void;
}

type MakeServer = (listed: readonly string[], log: string) => Server;

const folder = join(projectRoot, 'test', 'matrix', 'mcp');

/** Starts it on the loopback interface. */
export async function startToolServer(): Promise<ToolServer> {
  const temporary = await makeTemporaryFolder();
  const log = join(temporary.path, 'tools.jsonl');
  writeFileSync(log, '');
  const { makeServer } = (await import(pathToFileURL(join(folder, 'tools.mjs')).href)) as {
    makeServer: MakeServer;
  };
  const http = createServer((request, response) => {
    serve(request, response, makeServer, log).catch(() => response.destroy());
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    environment: {
      TOOLS_URL: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
      TOOLS_SERVER: join(folder, 'stdioServer.mjs'),
      TOOLS_LOG: log,
    },
    served: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as ServedTool),
    close: () => {
      http.close();
      http.closeAllConnections();
      temporary.remove();
    },
  };
}

/** Without sessions: any number of clients, a server for each request. */
async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  makeServer: MakeServer,
  log: string,
): Promise<void> {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  const server = makeServer([(request.url ?? '/').slice(1)], log);
  response.on('close', () => void server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response);
}
