/**
 * Does the analysis see what a person sees? Runs every program of `test/fixtures/agents` with the probe, two at a time,
 * and holds the findings, the threads, the critical path and the ledger against the labels that were written from
 * reading the program. Precision and recall per detector, with the twins that it rightly said nothing about. A
 * recording that a busy machine has disturbed is made again, twice at most. `--only <case>[,<case>...]`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HumanError } from '../../src/base/humanError';
import type { AgentCase } from '../support/agents/agentCase';
import { cases } from '../support/agents/cases';
import { type CaseVerdict, judgeCase } from '../support/agents/judgeCase';
import { type RecordedCase, recordCase } from '../support/agents/recordCase';
import { runMain } from '../support/commands/runMain';
import { projectRoot } from '../support/projectRoot';
import { type Figure, reportFigures } from './support/figures';
import { countVerdicts, type DetectorScore, scoreOf } from './support/findings/scores';
import { describeVerdict, describeWrongs } from './support/findings/verdictText';

const atOnce = 2;
const mostRecordings = 3;
/** Faults of the programs cost twice as much. */
const borneDisturbanceMs = 150;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const names = chooseCases(values.only);
  const { verdicts, failures } = await judgeAll(names);
  const scores = countVerdicts(verdicts);
  printScores(scores);
  printWrongs([...verdicts.flatMap(describeWrongs), ...failures]);
  writeResults(verdicts, scores);
  reportFigures('findings', {
    programsFailed: { value: failures.length, goal: '= 0' },
    ...figuresOf(verdicts, scores),
  });
}

function chooseCases(only: string | undefined): readonly string[] {
  if (!only) return Object.keys(cases);
  const names = only.split(',');
  const unknown = names.find((name) => !cases[name]);
  if (unknown) throw new HumanError(`There is no case "${unknown}"`, 'Look into test/fixtures/agents.');
  return names;
}

interface Judged {
  /** In the order of the names. */
  readonly verdicts: readonly CaseVerdict[];
  /** A line for each program that could not be run or analysed. */
  readonly failures: readonly string[];
}

async function judgeAll(names: readonly string[]): Promise<Judged> {
  const verdicts = new Map<string, CaseVerdict>();
  const failures: string[] = [];
  const waiting = [...names];
  const judge = async (name: string) => {
    const agent = cases[name];
    if (!agent) return;
    const verdict = judgeCase(name, agent, await recordUndisturbed(name, agent));
    verdicts.set(name, verdict);
    console.log(describeVerdict(verdict, verdicts.size, names.length));
  };
  const work = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      await judge(name).catch((error: Error) => failures.push(`- ${name} failed: ${error.stack}`));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { verdicts: names.flatMap((name) => verdicts.get(name) ?? []), failures };
}

/**
 * A recording that is as the labels have it: when the machine took more time from it than the programs are written for,
 * it is another program, and is recorded again. What the analysis says of it plays no part in that.
 */
async function recordUndisturbed(name: string, agent: AgentCase): Promise<RecordedCase> {
  let best = await recordCase(name, agent);
  for (let again = 1; again < mostRecordings && best.disturbance > borneDisturbanceMs; again += 1) {
    const next = await recordCase(name, agent);
    if (next.disturbance < best.disturbance) best = next;
  }
  return best;
}

function printScores(scores: readonly DetectorScore[]): void {
  console.log('\n| detector | right | wrong | missed | quiet twins | precision | recall |');
  console.log('|---|---:|---:|---:|---:|---:|---:|');
  for (const { detector, right, wrong, missed, twins, precision, recall } of scores) {
    const rates = [precision, recall].map((rate) => rate.toFixed(2)).join(' | ');
    console.log(`| ${detector} | ${right} | ${wrong} | ${missed} | ${twins} | ${rates} |`);
  }
}

function printWrongs(wrongs: readonly string[]): void {
  console.log(wrongs.length > 0 ? `\nWhat was wrong:\n${wrongs.join('\n')}\n` : '\nNothing was wrong.\n');
}

/** Everything that was said of every program, for comparing two states of the analysis. */
function writeResults(verdicts: readonly CaseVerdict[], scores: readonly DetectorScore[]): void {
  const folder = join(projectRoot, 'out', 'bench');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'findings.cases.json'), `${JSON.stringify({ scores, verdicts }, null, 2)}\n`);
}

function figuresOf(
  verdicts: readonly CaseVerdict[],
  scores: readonly DetectorScore[],
): Readonly<Record<string, Figure>> {
  const total = scoreOf(
    'all',
    verdicts.flatMap(({ findings }) => findings),
  );
  const all = `= ${verdicts.length}` as const;
  const count = (isRight: (verdict: CaseVerdict) => boolean) => verdicts.filter(isRight).length;
  return {
    programs: { value: verdicts.length },
    disturbed: { value: count(({ disturbance }) => disturbance > borneDisturbanceMs) },
    precision: { value: total.precision, goal: '>= 1' },
    recall: { value: total.recall, goal: '>= 1' },
    worstPrecision: { value: Math.min(...scores.map(({ precision }) => precision)), goal: '>= 1' },
    worstRecall: { value: Math.min(...scores.map(({ recall }) => recall)), goal: '>= 1' },
    threadsRight: { value: count(({ threads }) => threads.isRight), goal: all },
    pathsRight: { value: count(({ path }) => path.isRight), goal: all },
    ledgersWithin1Ms: { value: count(({ ledgerErrorMs }) => ledgerErrorMs <= 1), goal: all },
    worstUnexplainedShare: {
      value: Math.max(...verdicts.map(({ unexplainedMs, wallMs }) => unexplainedMs / wallMs)),
    },
  };
}

runMain(main);
