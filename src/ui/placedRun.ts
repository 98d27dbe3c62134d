import { placeCalls } from '../analysis/placeCalls';
import { isString } from '../base/shape';
import type { Run } from '../model/run';
import { readRunSetting } from './settings';

/** A run with its calls at the lines where the user wants to see them. */
export function placedRun(run: Run): Run {
  const frame = readRunSetting(run, 'callSite') === 'outermost' ? 'outermost' : 'innermost';
  const globs: unknown = readRunSetting(run, 'helpers');
  return placeCalls(run, { frame, helpers: Array.isArray(globs) ? globs.filter(isString) : [] });
}
