import type { SuiteApi } from '../../suite/suite';
import { chat } from './chat';
import type { CompletionApi } from './completionApi';
import { completions } from './completions';
import { llamacppInfill } from './llamacppInfill';
import { mistralFim } from './mistralFim';
import { ollamaGenerate } from './ollamaGenerate';
import { responses } from './responses';

/** All request formats that a suite can speak. */
export const apis: Readonly<Record<SuiteApi, CompletionApi>> = {
  chat,
  completions,
  responses,
  mistralFim,
  llamacppInfill,
  ollamaGenerate,
};
