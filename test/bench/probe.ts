/**
 * What does the probe cost, and what do others cost that watch the same client? Programs run by turns with nothing, with
 * our probe and with each of the others, on a server that is a process of its own. `--quick` does less of everything;
 * `--only <scenario>` prints one table and no verdict.
 */
import { cp, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '../support/commands/runMain';
import { installLocked } from '../support/installLocked';
import { withProgress } from '../support/progress.mjs';
import { projectRoot } from '../support/projectRoot';
import { reportFigures } from './support/figures';
import { judge } from './support/probe/goals';
import { type Comparison, compareVariants, measureRounds } from './support/probe/measureScenario';
import { measureStarts } from './support/probe/measureStarts';
import type { Place } from './support/probe/runVariant';
import { planScenarios, quickExtent, wholeExtent } from './support/probe/scenarios';
import { startChunkServer } from './support/probe/startChunkServer';
import { scenarioTable, startTable } from './support/probe/tables';

const source = join(projectRoot, 'test', 'bench', 'probe');

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } });
  const extent = values.quick ? quickExtent : wholeExtent;
  const place = await prepare();
  await printSubject();
  const server = await startChunkServer();
  const scenarios: Record<string, readonly Comparison[]> = {};
  for (const scenario of planScenarios(server, extent)) {
    if (values.only && scenario.id !== values.only) continue;
    const rounds = await withProgress(scenario.title, () => measureRounds(place, scenario));
    const comparisons = compareVariants(scenario, rounds);
    scenarios[scenario.id] = comparisons;
    console.log(`\n### ${scenario.title}, ${scenario.rounds} rounds\n\n${scenarioTable(comparisons)}`);
  }
  await server.stop();
  if (values.only && values.only !== 'starts') return;
  const starts = await withProgress('start-up', () => measureStarts(place, 5 * extent.rounds));
  console.log(`\n### start-up\n\n${startTable(Object.values(starts).flat())}\n`);
  if (!values.only) reportFigures('probe', judge({ scenarios, starts }));
}

/** Puts the programs beside the packages they import. */
async function prepare(): Promise<Place> {
  const packages = await installLocked(source, 'Installing the packages of the benchmark (200 MB)');
  const programs = join(packages, 'programs');
  await cp(join(source, 'programs'), programs, { recursive: true });
  return { programs, probePath: join(projectRoot, 'dist', 'probe', 'node.cjs') };
}

async function printSubject(): Promise<void> {
  const { dependencies } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const versions = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
  console.log(`${new Date().toISOString()}, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}`);
  console.log(versions.join(', '));
}

runMain(main);
