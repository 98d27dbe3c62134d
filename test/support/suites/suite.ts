import { join } from 'node:path';
import { projectRoot } from '../projectRoot';

/** What a suite is told when it runs. */
export interface SuiteRun {
  /** Absolute path of the file that takes the test records. */
  readonly recordFile: string;
  /** Only tests whose full title matches this pattern run. */
  readonly grep?: string;
}

/** One suite of tests: a Node process that runs it and writes test records. */
export interface Suite {
  readonly name: string;
  /** After this many minutes it hangs, and is stopped. */
  readonly limitMinutes: number;
  /** May run beside another one that may: its tests wait more than they compute, or don't mind to wait. */
  readonly isSociable?: boolean;
  /** The arguments of the Node process. */
  nodeArguments(run: SuiteRun): string[];
}

/** Absolute path below the folder of the compiled tests. */
export function compiledTest(...path: string[]): string {
  return join(projectRoot, 'out', 'test', ...path);
}
