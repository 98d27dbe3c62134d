import { analyseRun, type RunAnalysis } from '../../../src/analysis/analyseRun';
import { findFindings } from '../../../src/analysis/findings/findFindings';
import type { Milliseconds } from '../../../src/base/units';
import type { AgentCase } from './agentCase';
import { describePath } from './describePath';
import { describeLabels, describeThreads } from './describeThreads';
import { type FindingVerdict, judgeFindings } from './judgeFindings';
import { Marks } from './marks';
import { caseFolder, type RecordedCase } from './recordCase';

/** What was asked and what was answered; right when they are equal. */
export interface Answer {
  readonly expected: readonly string[];
  readonly actual: readonly string[];
  readonly isRight: boolean;
}

export interface CaseVerdict {
  readonly name: string;
  readonly wallMs: Milliseconds;
  readonly findings: readonly FindingVerdict[];
  readonly threads: Answer;
  readonly path: Answer;
  /** By how much the pieces of the ledger miss the wall time, or each other. */
  readonly ledgerErrorMs: Milliseconds;
  readonly unexplainedMs: Milliseconds;
  /** See `RecordedCase`. */
  readonly disturbance: Milliseconds;
}

/** Holds what the analysis says of a recorded run against the labels of its case. */
export function judgeCase(
  name: string,
  agent: AgentCase,
  { run, history, disturbance }: RecordedCase,
): CaseVerdict {
  const marks = new Marks(caseFolder(name));
  const analysis = analyseRun(run, run.end ?? 0);
  const found = findFindings(analysis, { budgets: agent.budgets, history }, 'wall');
  return {
    name,
    wallMs: analysis.end - analysis.start,
    findings: judgeFindings(agent, found, marks),
    threads: compare(describeLabels(agent.threads), describeThreads(analysis, marks)),
    path: compare(agent.path, describePath(analysis, marks)),
    ...sumLedger(analysis),
    disturbance,
  };
}

function compare(expected: readonly string[], actual: readonly string[]): Answer {
  return { expected, actual, isRight: expected.join('\n') === actual.join('\n') };
}

function sumLedger({
  start,
  end,
  pieces,
}: RunAnalysis): Pick<CaseVerdict, 'ledgerErrorMs' | 'unexplainedMs'> {
  let [at, jumps, sum, unexplainedMs] = [start, 0, 0, 0];
  for (const piece of pieces) {
    jumps += Math.abs(piece.start - at);
    sum += piece.end - piece.start;
    if (piece.account === 'unexplained') unexplainedMs += piece.end - piece.start;
    at = piece.end;
  }
  return { ledgerErrorMs: jumps + Math.abs(end - start - sum), unexplainedMs };
}
