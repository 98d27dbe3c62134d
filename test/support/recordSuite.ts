import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPlan, type PlanOptions } from '../../src/completion/buildPlan';
import type { CompletionExchange } from '../../src/completion/plan';
import { type RunSuiteOptions, runSuite } from '../../src/completion/runSuite';
import type { Suite, SuiteCase, SuiteTarget } from '../../src/completion/suite/suite';
import { createRunFolder } from '../../src/launch/createRunFolder';
import { installProbe } from '../../src/launch/installProbe';
import type { Run } from '../../src/model/run';
import { type LiveRun, recordRun } from '../../src/pipeline';
import { RunStore } from '../../src/store/runStore';
import { oncePerProcess } from './oncePerProcess';
import { projectRoot } from './projectRoot';
import { makeTemporaryFolder } from './temporaryFolder';

export interface RecordSuiteOptions
  extends Partial<PlanOptions>,
    Partial<Pick<RunSuiteOptions, 'onText' | 'onChange' | 'signal' | 'runnerPath'>> {
  /** Called as soon as the run is recorded. */
  readonly started?: (live: LiveRun) => void;
}

/** What came of a suite that was run. */
export interface RecordedSuite {
  /** As it is stored. */
  readonly run: Run;
  /** By the ids of samples. */
  readonly texts: ReadonlyMap<string, string>;
  readonly exchanges: readonly CompletionExchange[];
  /** What the runner's process died of. */
  readonly failure?: Error;
}

/** Runs a suite as editor and command line do: with the runner and the probe that ship, through the whole pipeline. */
export async function recordSuite(suite: Suite, options: RecordSuiteOptions = {}): Promise<RecordedSuite> {
  const shipped = await oncePerProcess('shippedRunner', copyShipped);
  const folder = await makeTemporaryFolder();
  const origin = { kind: 'completion', title: suite.name, folder: folder.path } as const;
  const recorded = { store: new RunStore(), origin, folder: await createRunFolder(folder.path) };
  const live = recordRun({ ...recorded, pollEveryMs: 20 });
  const texts = new Map<string, string>();
  const exchanges: CompletionExchange[] = [];
  options.started?.(live);
  try {
    const failure = await runInto(live, suite, {
      ...shipped,
      ...options,
      onText: (id, text, judgement) => {
        texts.set(id, text);
        options.onText?.(id, text, judgement);
      },
      onExchange: (exchange) => exchanges.push(exchange),
    });
    return { run: await live.end(), texts, exchanges, ...(failure && { failure }) };
  } finally {
    await live.end();
    folder.remove();
  }
}

type Running = Partial<PlanOptions> &
  Pick<RunSuiteOptions, 'runnerPath' | 'probePath' | 'onText' | 'onChange' | 'onExchange'> & {
    readonly signal?: AbortSignal;
  };

async function runInto(recording: LiveRun, suite: Suite, options: Running): Promise<Error | undefined> {
  const { signal = new AbortController().signal, ...running } = options;
  const plan = await buildPlan(suite, { keys: () => undefined, ...options });
  return runSuite({ ...running, suite, plan, recording, signal }).then(
    () => undefined,
    (error: Error) => error,
  );
}

/** Copies, which stay as they are when the project is built while suites run. */
async function copyShipped() {
  const folder = await makeTemporaryFolder();
  const runnerPath = join(folder.path, 'completionRunner.cjs');
  await copyFile(join(projectRoot, 'dist', 'completionRunner.cjs'), runnerPath);
  const probePath = await installProbe(join(projectRoot, 'dist', 'probe', 'node.cjs'), folder.path);
  return { runnerPath, probePath };
}

export type SuiteParts = Partial<Omit<Suite, 'targets' | 'cases'>> & {
  readonly targets: readonly (Partial<SuiteTarget> & Pick<SuiteTarget, 'api' | 'baseUrl'>)[];
  readonly cases?: readonly Partial<SuiteCase>[];
};

/**
 * A suite of what matters to a test, and a file for it in which the cases stand from line 4 on, one a line.
 * @param folder where the file is written
 */
export async function makeSuite(folder: string, parts: SuiteParts): Promise<Suite> {
  const file = join(folder, 'suite.completions.json');
  const cases = (parts.cases ?? [{}]).map((one, index): SuiteCase => {
    const name = one.name ?? `case ${index + 1}`;
    const at = { kind: 'inline', prefix: 'const sum = (a, b) => ', suffix: ';\n' } as const;
    return {
      id: name,
      name,
      line: 4 + index,
      column: 5,
      hash: name,
      at,
      repeats: parts.repeats ?? 1,
      ...one,
    };
  });
  const names = cases.map(({ name }) => `    { "name": ${JSON.stringify(name)} }`);
  await writeFile(file, `{\n  "name": "suite of a test",\n  "cases": [\n${names.join(',\n')}\n  ]\n}\n`);
  return {
    file,
    name: 'suite of a test',
    budget: { percentile: 0.95, confidence: 0.95 },
    repeats: 1,
    concurrency: 1,
    warmUp: 0,
    timeout: 10_000,
    ...parts,
    cases,
    targets: parts.targets.map((target, index) => ({
      id: `t${index + 1}`,
      label: target.model ?? 'gpt-4o',
      model: 'gpt-4o',
      headers: {},
      parameters: {},
      prompt: { maxPrefix: 4000, maxSuffix: 1000 },
      ...target,
    })),
  };
}
