import { readdirSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { buildProbeEnvironment } from '../../../src/launch/buildProbeEnvironment';
import { environmentNames } from '../../../src/protocol/environment';
import { startProcess } from '../../support/processes';
import { projectRoot } from '../../support/projectRoot';
import { makeTemporaryFolder } from '../../support/temporaryFolder';
import { countSeen, type Seen } from './countSeen';
import type { Suite } from './suites';

/** How a test ended. */
export interface TestResult {
  /** Relative to the suite's folder. */
  readonly file: string;
  /** Begins with the file; unique in its run. */
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** The failure's stack. */
  readonly error?: string;
}

export interface SuiteRun {
  readonly results: readonly TestResult[];
  /** What the probe saw; nothing without it. */
  readonly seen: Seen;
}

const limitMs = 10 * 60_000;
const fileLimitMs = 60_000;

/**
 * Requests of any path to this machine count as model calls, so that the probe does all it ever does: none of the tests
 * asks for a model by itself.
 */
const everything = { localhost: 'auto', '127.0.0.1': 'auto', '*': 'openai.chat' };

/** The files of a suite's tests, relative to its folder. */
export function listFiles({ files }: Suite, folder: string): string[] {
  return files.flatMap((glob) => expand(folder, glob));
}

/**
 * Runs files of a suite in its folder, with the probe or as if there were none.
 * @throws when it does not come to its end
 */
export async function runSuite(
  suite: Suite,
  folder: string,
  files: readonly string[],
  probePath: string | undefined,
): Promise<SuiteRun> {
  const place = await makeTemporaryFolder();
  const spoolFolder = join(place.path, 'spool');
  const list = join(place.path, 'tests.jsonl');
  await mkdir(spoolFolder);
  const probe = probePath && {
    ...buildProbeEnvironment({ probePath, spoolFolder, existing: {} }),
    [environmentNames.endpoints]: JSON.stringify(everything),
  };
  const owned = startProcess(process.execPath, [...suiteArguments(suite, folder, list), ...files], {
    cwd: folder,
    env: { ...process.env, ...probe },
    stdio: 'ignore',
  });
  const timer = setTimeout(() => owned.stop(), limitMs);
  await owned.exited;
  clearTimeout(timer);
  await owned.stop();
  const run = { results: await readResults(list, folder), seen: await countSeen(spoolFolder) };
  place.remove();
  if (run.results.length === 0) throw new Error(`The tests of ${suite.name} did not run in ${folder}`);
  return run;
}

function suiteArguments({ runner, runnerArguments = [] }: Suite, folder: string, list: string): string[] {
  const reporters = join(projectRoot, 'test', 'matrix', 'politeness', 'reporters');
  if (runner === 'node') {
    const reporter = [
      `--test-reporter=${join(reporters, 'nodeTest.mjs')}`,
      `--test-reporter-destination=${list}`,
    ];
    // A test that fails before it closes its server keeps its file for ever.
    return ['--test', `--test-timeout=${fileLimitMs}`, ...reporter, ...runnerArguments];
  }
  const mocha = join(folder, '..', 'node_modules', 'mocha', 'bin', '_mocha');
  const reporter = ['--reporter', join(reporters, 'mocha.cjs'), '--reporter-options', `output=${list}`];
  return [mocha, ...reporter, ...runnerArguments];
}

/** Files that match a pattern with one star in their name. */
function expand(folder: string, glob: string): string[] {
  const [before = '', after = ''] = basename(glob).split('*');
  return readdirSync(join(folder, dirname(glob)))
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .map((name) => join(dirname(glob), name));
}

async function readResults(list: string, folder: string): Promise<TestResult[]> {
  const text = await readFile(list, 'utf8').catch(() => '');
  const counts = new Map<string, number>();
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const result = JSON.parse(line) as TestResult;
      const file = relative(folder, result.file);
      const name = `${file} ${result.name}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return { ...result, file, name: count === 1 ? name : `${name} (${count})` };
    });
}
