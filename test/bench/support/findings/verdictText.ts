import type { Answer, CaseVerdict } from '../../../support/agents/judgeCase';

/** From here on a disturbance by the machine is worth a word. */
const disturbedFromMs = 50;

/** One line on how a program came out. */
export function describeVerdict(verdict: CaseVerdict, done: number, all: number): string {
  const { name, wallMs, unexplainedMs, disturbance } = verdict;
  const wrongs = describeWrongs(verdict).length;
  const seconds = `${(wallMs / 1000).toFixed(1)} s`;
  const unexplained = `${((100 * unexplainedMs) / wallMs).toFixed(1)} % unexplained`;
  const late = disturbance < disturbedFromMs ? '' : `, disturbed by ${disturbance.toFixed(0)} ms`;
  const state = wrongs === 0 ? 'right' : `${wrongs} wrong`;
  return `${String(done).padStart(3)}/${all} ${name.padEnd(24)} ${state.padEnd(8)} ${seconds}, ${unexplained}${late}`;
}

/** A line for each thing that was not as labelled. */
export function describeWrongs({ name, findings, threads, path, ledgerErrorMs }: CaseVerdict): string[] {
  const told = findings
    .filter(({ verdict }) => verdict === 'wrong' || verdict === 'missed')
    .map(({ detector, verdict, what }) => `- ${name}: ${verdict} ${detector}: ${what}`);
  const ledger = ledgerErrorMs <= 1 ? [] : [`- ${name}: the ledger is off by ${ledgerErrorMs.toFixed(1)} ms`];
  return [...told, ...describe(name, 'threads', threads), ...describe(name, 'path', path), ...ledger];
}

function describe(name: string, what: string, { isRight, expected, actual }: Answer): string[] {
  if (isRight) return [];
  return [`- ${name}: ${what} are ${actual.join(', ')}\n    and should be ${expected.join(', ')}`];
}
