import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RawFrame } from '../../../src/protocol/probeRecords';

/** An SDK that takes the stack of whoever calls it, as the probe would, and prints it. */
const sdk = `
exports.create = function create() {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_error, sites) => sites;
  const frames = new Error().stack
    .filter((site) => site.getFileName() && !site.getFileName().startsWith('node:') && !site.isAsync())
    .map((site) => ({
      file: site.getFileName(), line: site.getLineNumber(), column: site.getColumnNumber(),
      fn: site.getFunctionName() ?? undefined, origin: 'sync', depth: 0,
    }));
  Error.prepareStackTrace = prepareStackTrace;
  console.log(JSON.stringify(frames));
};
`;

/** The call that is looked for is the one to \`sdk.create\`; its line and column are not where a compiler puts them. */
export const agentSource = `import * as sdk from 'sdk';

interface Plan {
  readonly text: string;
}

export class Agent {
  constructor(private readonly name: string) {}

  async plan(prompt: string): Promise<Plan> {
    const options: { readonly prompt: string; readonly name?: string } = { prompt, name: this.name };
    const answer = (sdk as unknown as { create(options: object): string }).create({ ...options, model: 'm' });
    return { text: await answer };
  }
}

void new Agent('planner').plan('hello');
`;

/** Where the call stands in the source. */
export const agentCall = findCall(agentSource, 'create({ ...');

/** A place of code by what stands there; 1-based. */
export function findCall(source: string, text: string): { line: number; column: number } {
  const before = source.slice(0, source.indexOf(text)).split('\n');
  return { line: before.length, column: (before.at(-1) as string).length + 1 };
}

/** A project on disk, with the SDK installed, whose programs can be run for their frames. */
export class FixtureProgram {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'lens-sites-')));

  constructor() {
    this.write('node_modules/sdk/index.js', sdk);
    this.write('node_modules/sdk/package.json', '{"name":"sdk","main":"index.js"}');
    this.write('src/agent.ts', agentSource);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string): string {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** Runs a program and gives the frames that its call to the SDK had. */
  frames(name: string, ...nodeOptions: string[]): RawFrame[] {
    const output = execFileSync(process.execPath, [...nodeOptions, this.path(name)], {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    return JSON.parse(output);
  }

  delete(): void {
    rmSync(this.folder, { recursive: true });
  }
}
