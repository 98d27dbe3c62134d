import { memoiseByIdentity } from '../../base/memoise';
import type { Attribution } from '../../model/attribution';
import type { Gap } from './draft';
import { executionsOf, type Made } from './executions';

/**
 * The tool of a gap that something was done for, by its name: that of the outermost function on the way from the
 * conversation's own function which is called like one of the tools, or of a call over MCP.
 */
export function findNamedTool(
  made: Made,
  { tools, thread }: Pick<Gap, 'tools' | 'thread'>,
): string | undefined {
  const names = new Map(tools.map((tool) => [normalise(tool), tool]));
  if (made.kind === 'tool' && made.name !== undefined) {
    const called = normalise(made.name);
    const tool = [...names.keys()].find((name) => name.endsWith(called));
    if (tool !== undefined) return names.get(tool);
  }
  if (!made.attribution) return undefined;
  const functions = functionsOf(made.attribution).slice(0, executionsWithin(made, thread).length);
  for (const words of functions.toReversed()) {
    const tool = words.find((word) => names.has(word));
    if (tool !== undefined) return names.get(tool);
  }
  return undefined;
}

/** The executions of a chain within the one that has the conversation; all where that is not among them. */
export function executionsWithin(made: Made, { homes }: Gap['thread']): readonly (string | undefined)[] {
  const executions = executionsOf(made);
  const known = new Set<string | undefined>(homes.map(({ execution }) => execution));
  const index = executions.findIndex((execution) => known.has(execution));
  return index < 0 ? executions : executions.slice(0, index);
}

/** What the functions of a chain are called, innermost first: all words of `Tools.readFile [as run]`. */
const functionsOf = memoiseByIdentity(({ chain }: Attribution): readonly (readonly string[])[] =>
  chain.map(({ functionName = '' }) => (functionName.match(/[\p{L}\p{N}_$]+/gu) ?? []).map(normalise)),
);

/** `run_tests`, `runTests` and `run-tests` are one. */
function normalise(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
