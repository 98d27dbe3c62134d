import { memoiseByIdentity } from '../../base/memoise';
import type { Call } from '../../model/call';
import type { CompletionSample } from '../../model/completion';
import type { Run } from '../../model/run';
import { sampleIdIn } from '../plan';

/** The call of each sample: by the function that the request was made from. */
export function matchCalls(run: Run): (sample: CompletionSample) => Call | undefined {
  const bySample = new Map<string, Call>();
  for (const call of run.calls) {
    const id = findSampleId(call);
    if (id !== undefined) bySample.set(id, call);
  }
  return ({ id }) => bySample.get(id);
}

const findSampleId = memoiseByIdentity(({ attribution }: Call): string | undefined => {
  for (const { functionName } of attribution.chain) {
    const id = sampleIdIn(functionName);
    if (id !== undefined) return id;
  }
  return undefined;
});
