// Runs a benchmark of test/bench: npm run bench:<name>, with the benchmark's own arguments after --
import { existsSync } from 'node:fs';
import { HumanError } from '../../../src/base/humanError';
import { startProcess } from '../processes';
import { projectRoot } from '../projectRoot';
import { compiledTest } from '../suites/suite';
import { runMain } from './runMain';

runMain(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const file = compiledTest('bench', `${name}.js`);
  if (!existsSync(file)) throw new HumanError(`There is no benchmark "${name}"`, 'Look into test/bench.');
  const code = await startProcess(process.execPath, [file, ...args], { cwd: projectRoot, stdio: 'inherit' })
    .exited;
  process.exitCode = code ?? 1;
});
