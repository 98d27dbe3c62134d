import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findThreads } from '../../../../src/analysis/threads/findThreads';
import { anySteps, ConversationProgram, type Request } from '../../../support/conversationProgram';
import { drawConversations } from '../../../support/drawConversations';

/** The threads that requests make: each goes on with the branch that goes on longest, the first of equal ones. */
function expected(requests: readonly Request[]): string[] {
  const lengthOf = ({ next }: Request): number => 1 + Math.max(0, ...next.map(lengthOf));
  const mainOf = ({ next }: Request) => next.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
  const lines = requests
    .filter((request) => !request.from || mainOf(request.from) !== request)
    .map((first) => {
      const line: Request[] = [];
      for (let one: Request | undefined = first; one; one = mainOf(one)) line.push(one);
      return line;
    });
  const placeOf = (request: Request) => {
    const line = lines.find((one) => one.includes(request)) ?? [];
    return `${line[0]?.calls[0]} ${line.indexOf(request) + 1}`;
  };
  return lines.map((line) => {
    const from = line[0]?.from;
    const turns = line.map(({ calls }) => calls.join(' ')).join(' | ');
    return from ? `${turns} branch of ${placeOf(from)}` : turns;
  });
}

function found(lines: readonly string[]): string[] {
  return findThreads(drawConversations(lines.join('\n')).activities).map(({ iterations, branchOf }) => {
    const turns = iterations.map(({ calls }) => calls.map(({ id }) => id).join(' ')).join(' | ');
    return branchOf ? `${turns} branch of ${branchOf.thread} ${branchOf.iteration}` : turns;
  });
}

describe('findThreads, of any conversations', () => {
  for (const hasIds of [true, false]) {
    it(`finds who carried on what, ${hasIds ? 'with' : 'without'} ids of tool calls`, function () {
      this.timeout(30_000);
      fc.assert(
        fc.property(anySteps, (taken) => {
          const program = new ConversationProgram(hasIds);
          for (const step of taken) program.take(step);
          assert.deepEqual(found(program.lines).toSorted(), expected(program.requests).toSorted());
        }),
        { numRuns: 100, seed: 1 },
      );
    });
  }
});
