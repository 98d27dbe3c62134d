import { memoiseByIdentity, memoiseByText } from '../../base/memoise';
import type { Gap } from './draft';
import { type Execution, executionsOf, type Made } from './executions';

/**
 * The tool of a gap that something was done for, by its name: that of the outermost function on the way from the
 * conversation's own function which is called like one of the tools, or of a call over MCP.
 */
export function findNamedTool(
  made: Made,
  { tools, thread }: Pick<Gap, 'tools' | 'thread'>,
): string | undefined {
  const names = namesOf(tools);
  if (made.kind === 'tool' && made.name !== undefined) {
    const called = normalise(made.name);
    const tool = [...names.keys()].find((name) => name.endsWith(called));
    if (tool !== undefined) return names.get(tool);
  }
  const chain = made.attribution?.chain ?? [];
  for (let index = countWithin(made, thread) - 1; index >= 0; index--) {
    const tool = wordsOf(chain[index]?.functionName ?? '').find((word) => names.has(word));
    if (tool !== undefined) return names.get(tool);
  }
  return undefined;
}

/** The executions of a chain within the one that has the conversation; all where that is not among them. */
export function executionsWithin(made: Made, thread: Gap['thread']): readonly (Execution | undefined)[] {
  return executionsOf(made).slice(0, countWithin(made, thread));
}

function countWithin(made: Made, { homes }: Gap['thread']): number {
  const executions = executionsOf(made);
  const isHome = (one: Execution | undefined) => homes.some(({ execution }) => execution === one);
  const index = executions.findIndex(isHome);
  return index < 0 ? executions.length : index;
}

/** Tools of a gap by what their names come down to; of those that come down to the same, the last. */
const namesOf = memoiseByIdentity(
  (tools: readonly string[]): ReadonlyMap<string, string> =>
    new Map(tools.map((tool) => [normalise(tool), tool])),
);

/** All words of what a function is called: `Tools.readFile [as run]`. */
const wordsOf = memoiseByText((name): readonly string[] =>
  (name.match(/[\p{L}\p{N}_$]+/gu) ?? []).map(normalise),
);

/** `run_tests`, `runTests` and `run-tests` are one. */
const normalise = memoiseByText((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
