import type { ChainFrame } from '../../model/attribution';
import type { Activity } from '../activity';

/**
 * Names of the executions of functions that led to an activity, innermost first: two activities that share one came
 * through one and the same execution. Frames on the activity's own stack have none.
 */
export function frameKeysOf({ process, ...activity }: Activity): readonly string[] {
  const made = activity.kind === 'call' ? activity.call : activity.work.work;
  const chain = made.attribution?.chain ?? [];
  return chain.flatMap(({ file, line, column, moment }: ChainFrame) =>
    moment === undefined ? [] : [`${process} ${moment} ${line}:${column} ${file}`],
  );
}
