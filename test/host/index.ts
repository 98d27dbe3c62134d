import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { throwOwnRejections } from '../support/host/throwOwnRejections';

/** Entry point of the host tests: VS Code calls it in its extension host, and takes a rejection as failure. */
export async function run(): Promise<void> {
  const { LATENCY_LENS_TEST_RECORDS: file, LATENCY_LENS_TEST_GREP: grep } = process.env;
  const mocha = new Mocha({
    timeout: 60_000,
    forbidOnly: true,
    reporter: join(__dirname, '../support/results/recordingReporter.js'),
    reporterOptions: { file },
    grep: grep || undefined,
  });
  for (const name of readdirSync(__dirname, { recursive: true })) {
    if (String(name).endsWith('.test.js')) mocha.addFile(join(__dirname, String(name)));
  }
  throwOwnRejections();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
