import { isBoolean, isNumber, isString, listOf, oneOf, optional, recordOf, shape } from '../base/shape';
import type {
  CompletionBudget,
  CompletionCase,
  CompletionLevel,
  CompletionRun,
  CompletionSample,
  CompletionTarget,
  SampleEnd,
  SampleFailure,
  SampleFailureKind,
  SampleMoments,
} from '../model/completion';

const isBudget = shape<CompletionBudget>({
  ttft: optional(isNumber),
  total: optional(isNumber),
  keystroke: optional(isNumber),
  percentile: isNumber,
  confidence: isNumber,
});

const isFailure = shape<SampleFailure>({
  kind: oneOf<SampleFailureKind>({
    unauthorised: true,
    forbidden: true,
    notFound: true,
    badRequest: true,
    rateLimited: true,
    serverError: true,
    timeout: true,
    unreachable: true,
    malformed: true,
    cut: true,
    internal: true,
  }),
  status: optional(isNumber),
  message: isString,
  action: isString,
});

const isSample = shape<CompletionSample>({
  id: isString,
  caseId: isString,
  targetId: isString,
  concurrency: isNumber,
  warmUp: isBoolean,
  moments: shape<SampleMoments>({
    keystroke: isNumber,
    debounced: isNumber,
    gathered: isNumber,
    firstChunk: optional(isNumber),
    ended: isNumber,
  }),
  end: oneOf<SampleEnd>({ answered: true, stopped: true, superseded: true, failed: true, aborted: true }),
  failure: optional(isFailure),
  met: optional(isBoolean),
  chars: isNumber,
  gaps: optional(listOf(isNumber)),
});

/** What a trace holds of a completion suite. */
export const isCompletionRun = shape<CompletionRun>({
  suite: shape({ file: isString, name: isString }),
  startedAtEpoch: isNumber,
  cases: listOf(
    shape<CompletionCase>({
      id: isString,
      name: isString,
      line: isNumber,
      column: isNumber,
      hash: optional(isString),
      cursor: optional(
        shape({
          file: isString,
          line: isNumber,
          column: isNumber,
          lineHash: optional(isString),
          fileHash: optional(isString),
        }),
      ),
      expects: isBoolean,
    }),
  ),
  targets: listOf(
    shape<CompletionTarget>({
      id: isString,
      label: isString,
      model: isString,
      api: isString,
      baseUrl: isString,
    }),
  ),
  budget: isBudget,
  caseBudgets: recordOf(isBudget),
  levels: listOf(shape<CompletionLevel>({ concurrency: isNumber, stoppedBecause: optional(isString) })),
  samples: listOf(isSample),
  planned: isNumber,
});
