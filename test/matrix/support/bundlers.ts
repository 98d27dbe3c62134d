import type { Launch } from './launches';

/** What packages in CommonJS need to be within a bundle of ES modules. */
const requireBanner = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

const esbuild = (options: string): Pick<Launch, 'files' | 'build'> => ({
  files: {
    'build.mjs': `
import { buildSync } from 'esbuild';
buildSync({ entryPoints: ['src/main.ts'], bundle: true, platform: 'node', target: 'node18', ${options} });
`,
  },
  build: 'build.mjs',
});

const esbuildLoader = `
const { transform } = require('esbuild');
module.exports = function (source) {
  const done = this.async();
  const options = { loader: 'ts', sourcemap: 'external', sourcefile: this.resourcePath, target: 'es2022' };
  transform(source, options).then(({ code, map }) => done(null, code, JSON.parse(map)), done);
};
`;

const webpack = (mode: string, devtool: string): Pick<Launch, 'files' | 'build'> => ({
  files: {
    'loader.cjs': esbuildLoader,
    'build.cjs': `
const { join } = require('node:path');
const done = (error, stats) => {
  if (error ?? stats.hasErrors()) throw error ?? new Error(stats.toString());
};
require('webpack')({
  mode: '${mode}',
  devtool: '${devtool}',
  context: __dirname,
  target: 'node',
  entry: './src/main.ts',
  output: { path: join(__dirname, 'dist'), filename: 'main.cjs' },
  resolve: { extensions: ['.ts', '.mjs', '.js'] },
  module: { rules: [{ test: /\\.ts$/, use: join(__dirname, 'loader.cjs') }] },
}, done);
`,
  },
  build: 'build.cjs',
});

const rollupBuild = `
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import nodeResolve from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';
import { rollup } from 'rollup';
const typescript = {
  name: 'typescript',
  resolveId: (source) => (source === './agent' ? new URL('src/agent.ts', import.meta.url).pathname : null),
  async transform(source, id) {
    if (!id.endsWith('.ts')) return null;
    const options = { loader: 'ts', sourcemap: 'external', sourcefile: id, target: 'es2022' };
    const { code, map } = await transform(source, options);
    return { code, map };
  },
};
const plugins = [typescript, nodeResolve({ preferBuiltins: true, exportConditions: ['node'] }), commonjs(), json()];
const bundle = await rollup({ input: 'src/main.ts', external: [/^node:/], plugins, onwarn() {} });
await bundle.write({ file: 'dist/main.mjs', format: 'es', sourcemap: true });
`;

const viteBuild = `
import { build } from 'vite';
await build({
  logLevel: 'error',
  build: {
    ssr: 'src/main.ts',
    sourcemap: true,
    minify: true,
    rollupOptions: { output: { entryFileNames: 'main.mjs' } },
  },
  ssr: { noExternal: true },
});
`;

/** Bundlers, with the SDK in the bundle: its frames look like the program's own until they went through the map. */
export const bundlers: readonly Launch[] = [
  {
    subject: 'esbuild',
    type: 'commonjs',
    ...esbuild(`format: 'cjs', outfile: 'dist/main.js', sourcemap: 'linked'`),
    args: ['dist/main.js'],
  },
  {
    subject: 'esbuild, minified',
    ...esbuild(
      `format: 'esm', outfile: 'dist/main.js', sourcemap: 'linked', minify: true, banner: { js: ${JSON.stringify(requireBanner)} }`,
    ),
    args: ['dist/main.js'],
  },
  {
    subject: 'esbuild, in pieces',
    ...esbuild(
      `format: 'esm', outdir: 'dist', sourcemap: 'linked', minify: true, splitting: true, banner: { js: ${JSON.stringify(requireBanner)} }`,
    ),
    args: ['dist/main.js'],
  },
  {
    subject: 'esbuild, inline maps',
    type: 'commonjs',
    ...esbuild(
      `format: 'cjs', outfile: 'dist/main.js', sourcemap: 'inline', minify: true, sourcesContent: false`,
    ),
    args: ['dist/main.js'],
  },
  {
    subject: 'esbuild, maps on',
    type: 'commonjs',
    ...esbuild(`format: 'cjs', outfile: 'dist/main.js', sourcemap: 'linked', minify: true`),
    args: ['--enable-source-maps', 'dist/main.js'],
  },
  {
    subject: 'esbuild, without packages',
    ...esbuild(`format: 'esm', outfile: 'dist/main.js', sourcemap: 'linked', packages: 'external'`),
    args: ['dist/main.js'],
  },
  {
    subject: 'webpack',
    type: 'commonjs',
    ...webpack('production', 'source-map'),
    args: ['dist/main.cjs'],
  },
  {
    subject: 'webpack, inline maps',
    type: 'commonjs',
    ...webpack('production', 'inline-source-map'),
    args: ['dist/main.cjs'],
  },
  {
    subject: 'webpack, evaluated',
    type: 'commonjs',
    ...webpack('development', 'eval-source-map'),
    args: ['dist/main.cjs'],
  },
  { subject: 'rollup', files: { 'build.mjs': rollupBuild }, build: 'build.mjs', args: ['dist/main.mjs'] },
  { subject: 'vite', files: { 'build.mjs': viteBuild }, build: 'build.mjs', args: ['dist/main.mjs'] },
];
