import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../freePort';
import { installLocked } from '../installLocked';
import { startProcess } from '../processes';
import { projectRoot } from '../projectRoot';
import { makeTemporaryFolder } from '../temporaryFolder';

/** How a model answers; the pace is that of all its streams. */
export interface IndependentModel {
  readonly text?: string;
  /** Characters per chunk. */
  readonly chunkSize?: number;
  /** From the request to the first chunk, ms. */
  readonly ttft?: number;
  /** Chunks per second after that. */
  readonly tps?: number;
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number };
  /** The stream breaks off behind so many chunks. */
  readonly truncateAfterChunks?: number;
  /** In place of an answer. */
  readonly error?: { readonly status: number; readonly message: string };
}

export interface IndependentServerOptions {
  /** By name; any other model is refused. */
  readonly models: Readonly<Record<string, IndependentModel>>;
  /** Requests without it are refused with 401. */
  readonly key?: string;
}

export interface IndependentServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Base URL of the APIs of OpenAI. */
  readonly openaiUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts an LLM server that others have written, installed by its own lock file into the cache: what holds against it
 * and against the simulator does not hold by a mistake that our client and our simulator share.
 */
export async function startIndependentServer({
  models,
  key,
}: IndependentServerOptions): Promise<IndependentServer> {
  const source = join(projectRoot, 'test', 'support', 'independentServer');
  const packages = await installLocked(source, 'Installing an independent LLM server');
  const folder = await makeTemporaryFolder();
  const script = join(folder.path, 'fixtures.json');
  const fixtures = Object.entries(models).map(([model, told]) => describeModel(model, told));
  await writeFile(script, JSON.stringify({ fixtures }));
  const port = await freePort();
  const main = join(packages, 'node_modules', '@copilotkit', 'aimock', 'dist', 'cli.js');
  const owned = startProcess(
    process.execPath,
    [main, '--port', String(port), '--fixtures', script, '--strict'],
    {
      env: { ...process.env, ...(key !== undefined && { AIMOCK_API_KEYS: key }) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await untilListening(owned.child.stdout ?? undefined, owned.exited);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    openaiUrl: `${url}/v1`,
    stop: async () => {
      await owned.stop();
      folder.remove();
    },
  };
}

function describeModel(model: string, told: IndependentModel): object {
  const { text = '', error, usage, ttft = 0, tps = 1000, chunkSize = 4, truncateAfterChunks } = told;
  if (error)
    return { match: { model }, response: { status: error.status, error: { message: error.message } } };
  const total = usage && { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens };
  return {
    match: { model },
    response: { content: text, ...(total && { usage: total }) },
    streamingProfile: { ttft, tps },
    chunkSize,
    truncateAfterChunks,
  };
}

function untilListening(output: NodeJS.ReadableStream | undefined, exited: Promise<unknown>): Promise<void> {
  if (!output) throw new Error('The independent server has no output.');
  // Reads on to its end, or the server would wait for a reader some day.
  const lines = createInterface({ input: output });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => line.includes('listening') && resolve());
    exited.then((code) => reject(new Error(`The independent server ended with ${code}.`)));
  });
}
