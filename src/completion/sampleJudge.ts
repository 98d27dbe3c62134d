import type { SampleEvent } from './completionRecord';
import type { CompletionPlan, PlannedCase } from './plan';
import { readAround, type TextAround } from './readAround';
import { type Judgement, judgeAnswer } from './suite/judgeAnswer';
import type { Expectation, Suite } from './suite/suite';

interface JudgedCase {
  readonly expect: Expectation;
  readonly planned: PlannedCase;
}

/** Says whether answers are what their cases expect. */
export class SampleJudge {
  /** By id of the planned sample. */
  private readonly cases: ReadonlyMap<string, JudgedCase>;
  private readonly texts = new Map<PlannedCase, Promise<TextAround | undefined>>();

  constructor(suite: Suite, { cases, stages }: CompletionPlan) {
    const expected = new Map(suite.cases.map(({ id, expect }) => [id, expect]));
    const judged = new Map(
      cases.flatMap((planned) => {
        const expect = expected.get(planned.id);
        return expect ? [[planned.id, { expect, planned }]] : [];
      }),
    );
    this.cases = new Map(
      stages.flatMap(({ samples }) =>
        samples.flatMap(({ id, caseId }) => {
          const one = judged.get(caseId);
          return one ? [[id, one]] : [];
        }),
      ),
    );
  }

  /** Undefined where nothing is expected, no whole text came, or the file around it is gone. */
  async judge({ plannedId, end, text }: SampleEvent): Promise<Judgement | undefined> {
    const one = this.cases.get(plannedId);
    if (!one || (end !== 'answered' && end !== 'stopped')) return undefined;
    const around = await this.textAround(one.planned);
    return around && judgeAnswer(one.expect, { ...around, answer: text });
  }

  /** Read once: what the answers are put into is the same for all. */
  private textAround(planned: PlannedCase): Promise<TextAround | undefined> {
    const known = this.texts.get(planned) ?? readAround(planned).catch(() => undefined);
    this.texts.set(planned, known);
    return known;
  }
}
