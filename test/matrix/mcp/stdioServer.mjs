// A server of tools over stdio: its log, then the names it tells of.
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { makeServer } from './tools.mjs';

const [, , log, ...listed] = process.argv;
process.stdin.on('end', () => process.exit());
await makeServer(listed, log).connect(new StdioServerTransport());
