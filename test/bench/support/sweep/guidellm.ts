import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../support/processes';
import { projectRoot } from '../../../support/projectRoot';
import { makeTemporaryFolder } from '../../../support/temporaryFolder';
import { installOnce } from '../../../support/vscode/cache';
import type { LevelFigures, LevelWindow } from './logFigures';

const requirements = join(projectRoot, 'test', 'bench', 'sweep', 'requirements.txt');

/** A level as GuideLLM tells of it. Its `tpot` here is what it calls inter-token latency. */
export interface GuidellmLevel extends LevelFigures {
  readonly concurrency: number;
  /** What GuideLLM itself calls time per output token. */
  readonly ownTpot: number;
  readonly window: LevelWindow;
}

/**
 * Installs GuideLLM into the cache, by the Python that is there: a version that needs no GPU stack.
 * @returns the folder of its packages
 */
export async function installGuidellm(): Promise<string> {
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  return installOnce(`guidellm-${hash}`, 'Installing GuideLLM (600 MB)', async (folder) => {
    const quietly = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--disable-pip-version-check'];
    await runCommand('python3', [...quietly, '--target', folder, '--requirement', requirements]);
  });
}

/** Has GuideLLM keep so many requests in flight as each level says, one level after the other. */
export async function measureWithGuidellm(
  packages: string,
  url: string,
  levels: readonly number[],
  requests: number,
): Promise<GuidellmLevel[]> {
  const folder = await makeTemporaryFolder();
  try {
    const [data, output] = [join(folder.path, 'prompts.jsonl'), join(folder.path, 'report.json')];
    const prompts = Array.from({ length: requests }, () =>
      JSON.stringify({ prompt: 'const sum = (a, b) => ' }),
    );
    await writeFile(data, `${prompts.join('\n')}\n`);
    const what = [
      '--target',
      url,
      '--model',
      'simulated',
      '--data',
      data,
      '--backend-args',
      '{"http2": false}',
    ];
    const how = ['--rate-type', 'concurrent', '--rate', levels.join(','), '--max-requests', `${requests}`];
    const quietly = ['--disable-progress', '--disable-console-outputs', '--output-path', output];
    await runCommand('python3', ['-m', 'guidellm', 'benchmark', 'run', ...what, ...how, ...quietly], {
      cwd: folder.path,
      env: {
        ...process.env,
        PYTHONPATH: packages,
        GUIDELLM__PREFERRED_ROUTE: 'chat_completions',
        HF_HUB_OFFLINE: '1',
      },
    });
    const report = JSON.parse(await readFile(output, 'utf8')) as Report;
    return report.benchmarks.map(describeBenchmark);
  } finally {
    folder.remove();
  }
}

/** What is read of GuideLLM's report. */
interface Report {
  readonly benchmarks: readonly Benchmark[];
}

interface Benchmark {
  readonly args: { readonly strategy: { readonly streams: number } };
  /** Seconds since 1970. */
  readonly start_time: number;
  readonly end_time: number;
  readonly metrics: Readonly<Record<string, { readonly successful: { mean: number; median: number } }>>;
}

function describeBenchmark({ args, start_time, end_time, metrics }: Benchmark): GuidellmLevel {
  const of = (name: string, figure: 'mean' | 'median') => metrics[name]?.successful[figure] ?? Number.NaN;
  return {
    concurrency: args.strategy.streams,
    ttft: of('time_to_first_token_ms', 'median'),
    tpot: of('inter_token_latency_ms', 'median'),
    latency: 1000 * of('request_latency', 'median'),
    requestsPerSecond: of('requests_per_second', 'mean'),
    tokensPerSecond: of('output_tokens_per_second', 'mean'),
    ownTpot: of('time_per_output_token_ms', 'median'),
    window: { from: 1000 * start_time, to: 1000 * end_time },
  };
}
