import { installed, type Launch } from './launches';

/** Compiles with tsc into `dist`. */
const tsc = (options: object): Pick<Launch, 'files' | 'build'> => ({
  files: {
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        target: 'es2022',
        module: 'commonjs',
        moduleResolution: 'node10',
        rootDir: 'src',
        outDir: 'dist',
        types: [],
        noCheck: true,
        ...options,
      },
      include: ['src/main.ts'],
    }),
    'build.cjs': `require('node:child_process').execFileSync(process.execPath, ['${installed('typescript/bin/tsc')}']);`,
  },
  build: 'build.cjs',
});

const tsNodeConfig = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: { target: 'es2022', module: 'commonjs', moduleResolution: 'node10' },
  }),
};

const swcHook = `
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');
require.extensions['.ts'] = (module, filename) => {
  const options = { filename, sourceMaps: 'inline', module: { type: 'commonjs' } };
  const jsc = { parser: { syntax: 'typescript' }, target: 'es2022' };
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...options, jsc }).code, filename);
};
require('./src/main.ts');
`;

const babelHook = `
require('@babel/register')({
  extensions: ['.ts'],
  cache: false,
  presets: [['@babel/preset-env', { targets: { node: 18 } }], '@babel/preset-typescript'],
});
require('./src/main.ts');
`;

/** What it keeps there was compiled with maps or without them, whatever is asked for now. */
const withoutJitiCache = { JITI_FS_CACHE: 'false' };

/** Compilers that leave one file a file, before the program runs or while it does. */
export const transpilers: readonly Launch[] = [
  { subject: 'tsx', args: [installed('tsx/dist/cli.mjs'), 'src/main.ts'] },
  { subject: 'tsx', type: 'commonjs', args: [installed('tsx/dist/cli.mjs'), 'src/main.ts'] },
  { subject: 'node --import tsx', nodes: '>=20.6', args: ['--import', 'tsx', 'src/main.ts'] },
  { subject: 'node --require tsx/cjs', type: 'commonjs', args: ['--require', 'tsx/cjs', 'src/main.ts'] },
  {
    subject: 'ts-node',
    type: 'commonjs',
    files: tsNodeConfig,
    args: [installed('ts-node/dist/bin-transpile.js'), 'src/main.ts'],
  },
  {
    subject: 'ts-node --swc',
    type: 'commonjs',
    files: tsNodeConfig,
    args: [installed('ts-node/dist/bin.js'), '--swc', 'src/main.ts'],
  },
  {
    subject: 'vite-node',
    needs: ['vite-node'],
    args: [installed('vite-node/dist/cli.mjs'), 'src/main.ts'],
  },
  {
    subject: 'jiti',
    args: [installed('jiti/lib/jiti-cli.mjs'), 'src/main.ts'],
    environment: withoutJitiCache,
    keepsNoMap: true,
  },
  {
    subject: 'jiti, maps on',
    args: [installed('jiti/lib/jiti-cli.mjs'), 'src/main.ts'],
    environment: { ...withoutJitiCache, JITI_SOURCE_MAPS: 'true' },
  },
  { subject: 'node, types stripped', nodes: '^22.18 || >=24', args: ['src/mainWithSuffix.ts'] },
  { subject: 'babel register', type: 'commonjs', files: { 'run.cjs': babelHook }, args: ['run.cjs'] },
  { subject: 'swc in a hook', type: 'commonjs', files: { 'run.cjs': swcHook }, args: ['run.cjs'] },
  {
    subject: 'swc in a hook, maps on',
    type: 'commonjs',
    files: { 'run.cjs': swcHook },
    args: ['--enable-source-maps', 'run.cjs'],
  },
  { subject: 'tsc', type: 'commonjs', ...tsc({ sourceMap: true }), args: ['dist/main.js'] },
  {
    subject: 'tsc, maps on',
    type: 'commonjs',
    ...tsc({ sourceMap: true }),
    args: ['--enable-source-maps', 'dist/main.js'],
  },
  {
    subject: 'tsc, inline maps',
    type: 'commonjs',
    ...tsc({ inlineSourceMap: true, inlineSources: true, target: 'es2017' }),
    args: ['dist/main.js'],
  },
  {
    subject: 'tsc, sourceRoot elsewhere',
    type: 'commonjs',
    ...tsc({ sourceMap: true, sourceRoot: '/src' }),
    args: ['dist/main.js'],
  },
];
