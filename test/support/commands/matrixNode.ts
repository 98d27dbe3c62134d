// Runs released SDKs under the probe and holds every call against what the servers know:
// npm run matrix:node -- [--sdk openai] [--node 20] [--form esm] [--style stream]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HumanError } from '../../../src/base/humanError';
import { installProbe } from '../../../src/launch/installProbe';
import { reportFigures } from '../../bench/support/figures';
import type { MatrixCase } from '../../matrix/matrixCase';
import { writeReport } from '../../matrix/support/matrixReport';
import { drawTable, listFaults, type Result } from '../../matrix/support/matrixTable';
import { installPackages } from '../../matrix/support/packages';
import { runAll } from '../../matrix/support/runAll';
import { gatherCases, openWorkplace } from '../../matrix/support/workplace';
import { projectRoot } from '../projectRoot';
import { makeTemporaryFolder } from '../temporaryFolder';
import { installNode, nodeMajors } from '../vscode/installNode';
import { runMain } from './runMain';

interface Filters {
  /** Part of the subject. */
  readonly sdk?: string;
  readonly node?: string;
  readonly form?: string;
  /** Part of the mark. */
  readonly style?: string;
}

async function main(): Promise<void> {
  const startedAt = Date.now();
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { sdk: text, node: text, form: text, style: text } });
  const cases = (await prepareCases(values)).filter((candidate) => isWanted(candidate, values));
  if (cases.length === 0) throw new HumanError('No case matches the filters', 'Look into test/matrix.');
  const storage = await makeTemporaryFolder();
  const probePath = await installProbe(join(projectRoot, 'dist', 'probe', 'node.cjs'), storage.path);
  const results = (await runAll(cases, probePath)).filter(({ mark }) => mark.includes(values.style ?? ''));
  console.log(`\n${drawTable(results)}\n\n${listFaults(results)}`);
  const minutes = (Date.now() - startedAt) / 60_000;
  saveResults(results, minutes);
  reportFigures('matrixNode', countFigures(results, minutes));
}

async function prepareCases({ node }: Filters): Promise<MatrixCase[]> {
  const majors = nodeMajors.filter((major) => node === undefined || node === major);
  const nodes = [];
  for (const major of majors) nodes.push(await installNode(major));
  return gatherCases(openWorkplace(nodes, await installPackages()));
}

function isWanted({ subject, form }: MatrixCase, filters: Filters): boolean {
  return subject.includes(filters.sdk ?? '') && (filters.form ?? form) === form;
}

function countFigures(results: readonly Result[], minutes: number) {
  const sum = (count: (result: Result) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  const cells = results.length;
  return {
    cells: { value: cells },
    cellsRight: { value: sum(({ faults }) => Number(faults.length === 0)), goal: `= ${cells}` },
    cellsUndecodedStyle: { value: sum(({ decoded }) => Number(!decoded)) },
    calls: { value: sum(({ calls }) => calls) },
    wrongConfidentLines: { value: sum(({ wrongConfident }) => wrongConfident), goal: '= 0' },
    uncertainLines: { value: sum(({ uncertain }) => uncertain), goal: '= 0' },
    minutes: { value: minutes },
  } as const;
}

/** A report to read, and every cell for whoever wants to look at one. */
function saveResults(results: readonly Result[], minutes: number): void {
  const folder = join(projectRoot, 'out', 'matrix');
  mkdirSync(folder, { recursive: true });
  const cells = results.map(({ of: { subject, form, node }, ...cell }) => ({
    subject,
    form,
    node: node.version,
    ...cell,
  }));
  const args = process.argv.slice(2);
  const command = [
    'npm run matrix:node',
    ...args.map((arg, index) => (index === 0 ? `-- ${arg}` : arg)),
  ].join(' ');
  writeFileSync(join(folder, 'node.md'), writeReport(results, command, minutes));
  writeFileSync(join(folder, 'node.json'), `${JSON.stringify(cells, null, 1)}\n`);
}

runMain(main);
