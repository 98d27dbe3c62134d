// Builds every bundle that ships, and with --tests the test bundles too.
// One table says what exists; `vscode` is external in the extension alone, so that any other
// bundle that reaches for it fails to build.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process, { argv } from 'node:process';
import esbuild from 'esbuild';

const flags = new Set(argv.slice(2));
const production = flags.has('--production');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  sourcemap: production ? false : 'linked',
  minify: production,
  logLevel: 'warning',
  legalComments: 'none',
};

/**
 * Modules are preferred where a package has both: jsonc-parser's other half hides what it requires from bundlers.
 * @type {import('esbuild').BuildOptions}
 */
const node = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
};

/** @type {import('esbuild').BuildOptions[]} */
const products = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  {
    ...node,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  // The guest in the user's process runs on every Node a user may have, has no dependencies, and
  // no source map: nobody should ever step into it. It is read at every start of every process, so
  // it is small, and what is tested and measured is what ships.
  {
    ...node,
    entryPoints: ['src/probe/node/main.ts'],
    outfile: 'dist/probe/node.cjs',
    target: 'node18',
    sourcemap: false,
    minify: true,
  },
  // The process that makes the requests of completion suites. No source map: its frames are nobody's code. Most of it is
  // the openai client, whose class names every resource of the API, so that nothing of it can be left out.
  {
    ...node,
    entryPoints: ['src/completion/runner/main.ts'],
    outfile: 'dist/completionRunner.cjs',
    sourcemap: false,
    minify: true,
  },
  {
    ...shared,
    entryPoints: ['webview/timeline.ts', 'webview/completion.ts'],
    outdir: 'dist/webview',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
  },
];

/** Every test file is a bundle of its own: packages stay external, our own code is compiled in. */
function testProducts() {
  const entries = [
    'test/unit',
    'test/probe',
    'test/host',
    'test/e2e',
    'test/bench',
    'test/matrix',
    'test/support',
  ]
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
  return [
    {
      ...node,
      entryPoints: entries,
      outdir: 'out/test',
      outbase: 'test',
      packages: 'external',
      external: ['vscode'],
      sourcemap: 'inline',
    },
  ];
}

// A test file that is gone must not run any more.
if (flags.has('--tests')) rmSync('out/test', { recursive: true, force: true });
if (!flags.has('--watch')) rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
const builds = [...products, ...(flags.has('--tests') ? testProducts() : [])];
if (flags.has('--watch')) {
  await Promise.all(builds.map(async (options) => (await esbuild.context(options)).watch()));
  console.log('watching');
} else {
  const results = await Promise.allSettled(builds.map((options) => esbuild.build(options)));
  // What is wrong has been printed already.
  process.exitCode = results.every(({ status }) => status === 'fulfilled') ? 0 : 1;
}
