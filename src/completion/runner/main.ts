import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import { runPlan } from './runPlan';

/** By this name the bundle's code looks like the runtime's own, so that no stack takes it for anybody's program. */
const INTERNAL_NAME = 'node:latency-lens/completion-runner';

/**
 * The process that makes the requests of a suite: reads a plan from stdin, tells what happens on stdout. The bundle
 * compiles itself anew under another name, and so begins twice: the second time is the one that counts.
 */
function main(): void {
  if (module.id === INTERNAL_NAME) {
    runPlan({ input: process.stdin, output: process.stdout });
    return;
  }
  const run = compileFunction(
    readFileSync(__filename, 'utf8'),
    ['require', 'module', 'exports', '__filename'],
    {
      filename: INTERNAL_NAME,
    },
  );
  run(require, { id: INTERNAL_NAME, exports: {} }, {}, __filename);
}

main();
