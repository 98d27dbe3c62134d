import type { Behaviour, Usage } from './behaviour';
import { countOutput, type MadeItem, makeOutput } from './madeOutput';
import type { Random } from './random';
import { scheduleTokens } from './tokenSchedule';
import type { AnswerContext, Json } from './wire/wireStyle';

/** A script worked out for one request: what is said, and when each token is made. */
export interface PreparedAnswer {
  readonly context: AnswerContext;
  readonly made: readonly MadeItem[];
  /** See `scheduleTokens`. */
  readonly times: readonly number[];
}

export interface AnswerRequestFacts {
  readonly id: string;
  readonly model: string;
  readonly body: Json;
  readonly behaviour: Behaviour;
  readonly input: Pick<Usage, 'inputTokens' | 'cachedTokens' | 'cacheWriteTokens'>;
  readonly random: Random;
}

/** Works a script out; only the prompt tokens that were not cached delay the first token. */
export function prepareAnswer({
  id,
  model,
  body,
  behaviour,
  input,
  random,
}: AnswerRequestFacts): PreparedAnswer {
  const answerId = id.replace('req_', '');
  const made = makeOutput(behaviour.output ?? [], answerId, behaviour.tokensPerChunk ?? 1);
  const counted = countOutput(made);
  const uncached = input.inputTokens - input.cachedTokens;
  const firstTokenMs = (behaviour.firstTokenAfterMs ?? 0) + uncached * (behaviour.perUncachedTokenMs ?? 0);
  return {
    made,
    times: scheduleTokens(behaviour, firstTokenMs, counted.outputTokens, random),
    context: {
      id: answerId,
      requestId: id,
      model,
      body,
      usage: { ...input, ...counted, ...behaviour.usage },
      finish: behaviour.finish,
      serverFigures: behaviour.serverFigures,
      items: made.map(({ item }) => item),
      createdAt: Math.floor(Date.now() / 1000),
    },
  };
}
