// Runs the suite of `test/host` inside the extension host of a real VS Code:
//   node hostMain.js <record file> [<pattern>]
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { startUiBridge } from '../bridge/startUiBridge';
import { copyWorkspace } from '../copyWorkspace';
import { freePort } from '../freePort';
import { projectRoot } from '../projectRoot';
import { findVscode } from '../vscode/findVscode';
import { compiledTest } from './suite';

async function main([recordFile, grep]: string[]): Promise<void> {
  const workspace = await copyWorkspace('test/fixtures/workspace');
  const extensions = await copyWorkspace('test/fixtures/extensions');
  const debuggingPort = await freePort();
  const bridge = await startUiBridge(debuggingPort);
  try {
    await runTests({
      vscodeExecutablePath: await findVscode(),
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: compiledTest('host', 'index.js'),
      launchArgs: [
        workspace.folder,
        `--remote-debugging-port=${debuggingPort}`,
        `--extensions-dir=${extensions.folder}`,
      ],
      extensionTestsEnv: {
        LATENCY_LENS_TEST_RECORDS: recordFile,
        LATENCY_LENS_TEST_GREP: grep,
        LATENCY_LENS_TEST_UI: bridge.url,
      },
    });
  } finally {
    await bridge.close();
    workspace.remove();
    extensions.remove();
  }
}

// An orderly end, in which what was made for a while is removed.
process.once('SIGTERM', () => process.exit(143));

main(process.argv.slice(2)).catch((error) => {
  // The test records tell which tests failed.
  if (!(error instanceof TestRunFailedError)) console.error(error);
  process.exitCode = 1;
});
