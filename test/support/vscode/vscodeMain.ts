#!/usr/bin/env node
// Stands in for the executable of a desktop VS Code: takes the same flags, runs the suite they name in the VS Code
// server with a headless browser, and ends with the suite's exit code.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openWindow } from './openWindow';
import { startServer } from './startServer';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'remote-debugging-port': { type: 'string' },
      'extensions-dir': { type: 'string' },
    },
  });
  const extensions = await foldersIn(String(values['extensions-dir']));
  const server = await startServer({ env: testEnvironment(), extensions });
  try {
    const window = await openWindow({
      server,
      folder: String(positionals[0]),
      extensionDevelopmentPath: String(values.extensionDevelopmentPath),
      extensionTestsPath: String(values.extensionTestsPath),
      remoteDebuggingPort: Number(values['remote-debugging-port']),
    });
    const code = await window.testsExited;
    await window.close();
    return code;
  } finally {
    await server.stop();
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).map((name) => join(folder, name));
}

/** What the suite is told by environment variables reaches the extension host, though nothing else of ours does. */
function testEnvironment(): Record<string, string | undefined> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.filter(([name]) => name.startsWith('LATENCY_LENS_TEST_')));
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
