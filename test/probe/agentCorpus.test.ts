import { strict as assert } from 'node:assert';
import type { DetectorName } from '../../src/analysis/findings/finding';
import { cases } from '../support/agents/cases';
import { type CaseVerdict, judgeCase } from '../support/agents/judgeCase';
import { recordCase } from '../support/agents/recordCase';
import { aFewAtATime } from './support/aFewAtATime';

/** Of the corpus those whose labels hold on any machine; `npm run bench:findings` runs all of it. */
const names = [
  'rateSources',
  'refineDraft',
  'toolsInTurn',
  'delegates',
  'debate',
  'twoVersions',
  'clockInSystem',
  'limitedOnce',
  'politePause',
  'biggerModel',
] as const;

/** What a machine that has no time for a program for a while does to it, whatever the program is. */
const doneByTheMachine: readonly DetectorName[] = ['blockedLoop', 'slowConsumer', 'farEndpoint'];

function judge(name: string): Promise<CaseVerdict> {
  const agent = cases[name] ?? assert.fail(`no case ${name}`);
  return recordCase(name, agent).then((recorded) => judgeCase(name, agent, recorded));
}

describe('a run of an agent, analysed', () => {
  let verdicts: ReadonlyMap<string, Promise<CaseVerdict>>;
  before(async function () {
    this.timeout(120_000);
    verdicts = await aFewAtATime(names, judge);
  });
  const verdictOf = (name: string) => verdicts.get(name) ?? assert.fail();

  for (const name of names) {
    it(`finds in ${name} what a reader finds`, async () => {
      const { findings } = await verdictOf(name);
      const wrong = findings.filter(
        ({ verdict, detector }) => verdict === 'wrong' && !doneByTheMachine.includes(detector),
      );
      const missed = findings.filter(({ verdict }) => verdict === 'missed');
      assert.deepEqual([...wrong, ...missed], []);
    });

    it(`follows the conversations of ${name}, and what its end waited for`, async () => {
      const { threads, path } = await verdictOf(name);
      assert.deepEqual(threads.actual, threads.expected);
      assert.deepEqual(path.actual, path.expected);
    });

    it(`puts every millisecond of ${name} into one account`, async () => {
      const { ledgerErrorMs } = await verdictOf(name);
      assert.ok(ledgerErrorMs <= 1, `${ledgerErrorMs} ms`);
    });
  }
});
