import type { AnswerTool, Respond } from '../behaviour';

/** A named script for the simulator. */
export interface Scenario {
  readonly id: string;
  readonly respond: Respond;
  readonly answerTool?: AnswerTool;
}
