import { installed, type Launch } from './launches';

const nodeTest = `import test from 'node:test'; import { main } from './src/agent.ts'; test('agent', main);`;
const vitestTest = `import { test } from 'vitest'; import { main } from './src/agent'; test('agent', main);`;
const mochaTest = `import { main } from './src/agent'; describe('agent', () => { it('runs', main); });`;
const jestTest = `import { main } from './src/agent'; test('agent', main);`;
const commonJs = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: { target: 'es2022', module: 'commonjs', moduleResolution: 'node10' },
  }),
};
const babel = {
  'babel.config.json': JSON.stringify({
    presets: [['@babel/preset-env', { targets: { node: 18 } }], '@babel/preset-typescript'],
  }),
};
const script = { 'package.json': JSON.stringify({ type: 'module', scripts: { go: 'tsx src/main.ts' } }) };

const cluster = `
const cluster = require('node:cluster');
if (cluster.isPrimary) {
  cluster.fork();
} else {
  require('tsx/cjs');
  require('./src/agent.ts').main().then(() => process.exit());
}
`;

const child = (start: string) => `
import { exec, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const program = new URL('src/main.ts', import.meta.url).pathname;
await once(${start}, 'exit');
`;
const tsxArguments = `['--import', 'tsx', program]`;

/** What starts a program somewhere else: in a child, a thread, a runner of tests. The probe must be there as well. */
export const launchers: readonly Launch[] = [
  { subject: 'npm run', files: script, command: 'npm', args: ['run', '--silent', 'go'] },
  { subject: 'npx', command: 'npx', args: ['tsx', 'src/main.ts'] },
  { subject: 'node --run', nodes: '>=22', files: script, args: ['--run', 'go'] },
  { subject: 'sh', command: 'sh', args: ['-c', 'node --import tsx src/main.ts'], nodes: '>=20.6' },
  {
    subject: 'fork',
    nodes: '>=20.6',
    files: { 'run.mjs': child(`fork(program, { execArgv: ['--import', 'tsx'] })`) },
    args: ['run.mjs'],
  },
  {
    subject: 'spawn',
    nodes: '>=20.6',
    files: { 'run.mjs': child(`spawn(process.execPath, ${tsxArguments}, { stdio: 'inherit' })`) },
    args: ['run.mjs'],
  },
  {
    subject: 'exec',
    nodes: '>=20.6',
    files: { 'run.mjs': child('exec(`node --import tsx "${program}"`)') },
    args: ['run.mjs'],
  },
  {
    subject: 'worker thread',
    nodes: '^22.18 || >=24',
    files: { 'run.mjs': child(`new Worker(program.replace(/main(?=\\.ts$)/, 'mainWithSuffix'))`) },
    args: ['run.mjs'],
  },
  { subject: 'cluster', type: 'commonjs', files: { 'run.cjs': cluster }, args: ['run.cjs'] },
  {
    subject: 'node --test',
    nodes: '^22.18 || >=24',
    files: { 'agent.test.ts': nodeTest },
    args: ['--test', 'agent.test.ts'],
    timesItself: true,
  },
  {
    subject: 'node --test, one process',
    nodes: '>=24',
    files: { 'agent.test.ts': nodeTest },
    args: ['--test', '--test-isolation=none', 'agent.test.ts'],
    timesItself: true,
  },
  {
    subject: 'mocha',
    type: 'commonjs',
    needs: ['mocha'],
    files: { ...commonJs, 'agent.test.ts': mochaTest },
    args: [installed('mocha/bin/mocha.js'), '-r', 'ts-node/register/transpile-only', 'agent.test.ts'],
    timesItself: true,
  },
  {
    subject: 'mocha --parallel',
    type: 'commonjs',
    needs: ['mocha'],
    files: {
      ...commonJs,
      'agent.test.ts': mochaTest,
      'other.test.ts': `describe('other', () => { it('runs', () => {}); });`,
    },
    args: [
      ...[installed('mocha/bin/mocha.js'), '--parallel', '-r', 'ts-node/register/transpile-only'],
      ...['agent.test.ts', 'other.test.ts'],
    ],
    timesItself: true,
  },
  ...['forks', 'threads', 'vmThreads', 'vmForks'].map(
    (pool): Launch => ({
      subject: `vitest, ${pool}`,
      needs: ['vitest'],
      files: { 'agent.test.ts': vitestTest },
      args: [installed('vitest/vitest.mjs'), 'run', `--pool=${pool}`, '--root', '.'],
      timesItself: true,
    }),
  ),
  {
    subject: 'jest',
    type: 'commonjs',
    needs: ['jest'],
    files: { ...babel, 'agent.test.ts': jestTest, 'jest.config.json': JSON.stringify({ cache: false }) },
    args: [installed('jest/bin/jest.js'), '--ci'],
    timesItself: true,
  },
  {
    subject: 'jest, two workers',
    type: 'commonjs',
    needs: ['jest'],
    files: {
      ...babel,
      'agent.test.ts': jestTest,
      'other.test.ts': `test('other', () => {});`,
      'jest.config.json': JSON.stringify({ cache: false }),
    },
    args: [installed('jest/bin/jest.js'), '--ci', '--maxWorkers=2'],
    timesItself: true,
  },
];
