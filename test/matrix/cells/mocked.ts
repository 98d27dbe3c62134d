import { createHash } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { satisfies } from 'semver';
import { projectRoot } from '../../support/projectRoot';
import type { MakeCases } from '../matrixCase';
import { toolsFolder } from '../support/launches';
import { describePackage, runsOn } from '../support/packages';
import type { Served } from '../support/served';

/** A library of mocks, and what of the calls that it answers comes as far as a connection. */
interface Mocks {
  /** The program, called like the package. */
  readonly name: string;
  readonly marked: readonly string[];
  readonly seen: readonly string[];
  readonly unseen: readonly string[];
  /** Range of Nodes, where it needs a newer one than it says. */
  readonly nodes?: string;
}

const requests = 'requests.mjs';
const fetches = 'fetches.mjs';
const fetchMarks = ['fetchMocked', 'fetchStreamMocked'];

const mocks: readonly Mocks[] = [
  // It stands in for connections: clients run on them as on any.
  {
    name: 'nock',
    marked: [requests, fetches],
    seen: ['requestMocked', ...fetchMarks],
    unseen: [],
    nodes: '>=22',
  },
  // It stands in for the connections of `http`, and for `fetch` itself.
  { name: 'msw', marked: [requests, fetches], seen: ['requestMocked'], unseen: fetchMarks },
  // It stands in for requests of `http` as a whole.
  { name: 'nock13', marked: [requests], seen: [], unseen: ['requestMocked'] },
];

const folder = join(projectRoot, 'test', 'matrix', 'mocked');

/** Programs whose other requests, and some of whose LLM calls, are answered by mocks within. */
export const makeCases: MakeCases = async (workplace) => {
  const packages = toolsFolder(workplace);
  const cwd = await workplace.makeFolder(packages);
  cpSync(folder, cwd, { recursive: true });
  return mocks.flatMap(({ name, marked, seen, unseen, nodes = '*' }) =>
    workplace.nodes
      .filter((node) => satisfies(node.version, nodes))
      .filter((node) => ['openai', name].every((needed) => runsOn(packages.path, needed, node)))
      .map((node) => ({
        subject: `beside ${name.replace(/\d+$/, '')} ${describePackage(packages.path, name).version}`,
        form: 'esm',
        node,
        markedFiles: marked.map((file) => join(cwd, file)),
        args: [`${name}.mjs`],
        cwd,
        sameOutput: true,
        mocked: seen.map(toServed),
        unseen,
      })),
  );
};

function toServed(mark: string): Served {
  const streamed = mark.includes('Stream');
  const { whole, streamed: stream } = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8'));
  return {
    id: `mocked_${mark}`,
    mark,
    path: '/v1/chat/completions',
    style: 'openai.chat',
    retry: false,
    streamed,
    writes: 1,
    bodySha256: createHash('sha256')
      .update(streamed ? stream : whole)
      .digest('hex'),
    expect: { outcome: 'complete', textChars: 'Made up.'.length, toolCalls: [] },
  };
}
