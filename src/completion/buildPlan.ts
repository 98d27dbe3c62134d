import { readFile } from 'node:fs/promises';
import { HumanError } from '../base/humanError';
import { hashLine, hashText } from '../base/lineHash';
import { type CompletionPlan, PLAN_VERSION, type PlannedCase, type PlannedTarget } from './plan';
import { planStages, type StageWork } from './planStages';
import { resolveCursor } from './suite/resolveCursor';
import type { KeySource, Suite, SuiteCase, SuiteTarget } from './suite/suite';

/** What a suite doesn't say: its keys, and what the person wants of it this time. */
export interface PlanOptions {
  /** Undefined when there is no such key: requests are made without. */
  readonly keys: (source: KeySource) => string | undefined;
  /** Cases to run, and of which targets; all when it is left out. */
  readonly only?: readonly { readonly caseId: string; readonly targetId?: string }[];
  /** In place of the suite's own. */
  readonly repeats?: number;
  readonly concurrency?: number;
  readonly warmUp?: number;
  /** Run the levels of the suite's sweep. */
  readonly sweep?: boolean;
  /** Have the runner tell what goes over the wire. */
  readonly exchanges?: boolean;
}

/**
 * Says which requests are to be made for a suite, in which order, and with all that they need.
 * @throws HumanError when the file of a case can't be read, its cursor isn't in it, or there is nothing to run
 */
export async function buildPlan(suite: Suite, options: PlanOptions): Promise<CompletionPlan> {
  const chosen = suite.cases.filter((one) => targetIdsOf(suite, one, options).length > 0);
  const levels = levelsOf(suite, options);
  if (chosen.length === 0 || levels.length === 0) {
    throw new HumanError('There is nothing to run in this suite.', 'Choose a case that is in the file.');
  }
  return {
    version: PLAN_VERSION,
    suiteFile: suite.file,
    targets: suite.targets.map((target) => planTarget(target, options.keys)),
    cases: await Promise.all(chosen.map(planCase)),
    stages: planStages(levels, workOf(suite, chosen, options)),
    timeout: suite.timeout,
    ...(suite.typing && { typing: suite.typing }),
    ...(options.exchanges && { exchanges: true }),
  };
}

function levelsOf(suite: Suite, { sweep, concurrency }: PlanOptions): readonly number[] {
  if (!sweep) return [concurrency ?? suite.concurrency];
  if (suite.sweep) return suite.sweep.concurrency;
  throw new HumanError(
    `${suite.name} has no sweep.`,
    'Add "sweep" with its levels of concurrency to the suite.',
  );
}

function targetIdsOf(suite: Suite, { id }: SuiteCase, { only }: PlanOptions): string[] {
  const ids = suite.targets.map((target) => target.id);
  if (!only) return ids;
  return ids.filter((targetId) =>
    only.some((one) => one.caseId === id && (one.targetId === undefined || one.targetId === targetId)),
  );
}

/** In a sweep each level has so many requests per target, shared out to the cases. */
function workOf(suite: Suite, chosen: readonly SuiteCase[], options: PlanOptions): StageWork {
  const repeatsOf = (index: number, { repeats }: SuiteCase): number => {
    const share =
      suite.sweep && options.sweep ? shareOf(suite.sweep.requests, chosen.length, index) : repeats;
    return options.repeats ?? share;
  };
  const cases = chosen.map((one, index) => ({
    id: one.id,
    repeats: repeatsOf(index, one),
    targetIds: targetIdsOf(suite, one, options),
  }));
  const targetIds = suite.targets
    .map(({ id }) => id)
    .filter((id) => cases.some((one) => one.targetIds.includes(id)));
  return { cases, targetIds, warmUp: options.warmUp ?? suite.warmUp };
}

function shareOf(total: number, parts: number, index: number): number {
  return Math.floor(total / parts) + (index < total % parts ? 1 : 0);
}

function planTarget(target: SuiteTarget, keys: PlanOptions['keys']): PlannedTarget {
  const { id, model, api, baseUrl, parameters, prompt, key } = target;
  const apiKey = key && keys(key);
  const headers: Record<string, string> = {};
  const credentials = apiKey ? [apiKey] : [];
  for (const [name, value] of Object.entries(target.headers)) {
    const text = typeof value === 'string' ? value : keys(value);
    if (text === undefined) continue;
    headers[name] = text;
    if (typeof value !== 'string' || namesCredential(name)) credentials.push(text);
  }
  return { id, model, api, baseUrl, parameters, headers, credentials, ...(apiKey && { apiKey }), ...prompt };
}

/** A person may have written one into the suite all the same. */
function namesCredential(header: string): boolean {
  return /auth|key|token|secret|cookie|password/i.test(header);
}

async function planCase({ id, name, line, column, at, stopAt }: SuiteCase): Promise<PlannedCase> {
  const place = { id, name, line, column, ...(stopAt && { stopAt }) };
  if (at.kind === 'inline') {
    const { prefix, suffix, language } = at;
    return { ...place, at: { prefix, suffix }, ...(language && { language }) };
  }
  const { file, cursor, language } = at;
  const text = await readTarget(file);
  const found = resolveCursor(text, cursor);
  if ('problem' in found) throw new HumanError(`${name}: ${found.problem}`, `Correct the case or ${file}.`);
  return {
    ...place,
    at: {
      file,
      line: found.line,
      column: found.column,
      taken: found.taken,
      lineHash: hashOf(text, found.line),
      fileHash: hashText(text),
    },
    ...(language && { language }),
  };
}

/** @param line counted from 1 */
function hashOf(text: string, line: number): string {
  return hashLine(text.split(/\r\n|\n|\r/)[line - 1] ?? '');
}

async function readTarget(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new HumanError(
      `${file} can't be read: ${(cause as Error).message}`,
      'Correct the file of the case.',
      { cause },
    );
  }
}
