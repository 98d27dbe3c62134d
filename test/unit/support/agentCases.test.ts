import { strict as assert } from 'node:assert';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentCase } from '../../support/agents/agentCase';
import { cases } from '../../support/agents/cases';
import { Marks } from '../../support/agents/marks';
import { caseFolder } from '../../support/agents/recordCase';

const all = Object.entries(cases);
const leastCases = 40;

function labelledMarks({ findings, acceptable = [], threads, path }: AgentCase): string[] {
  return [
    ...[...findings, ...acceptable].flatMap(({ at }) => at),
    ...threads.flatMap(({ calls }) => calls),
    ...path,
  ];
}

describe('the corpus of agent programs', () => {
  it('holds every folder that has a case', () => {
    const root = caseFolder('.');
    const folders = readdirSync(root).filter((name) => existsSync(join(root, name, 'case.ts')));
    assert.deepEqual(Object.keys(cases).toSorted(), folders.toSorted());
    assert.ok(folders.length >= leastCases);
  });

  it('labels only lines that are marked, and marks only lines that are labelled', () => {
    for (const [name, agent] of all) {
      const marked = [...new Marks(caseFolder(name)).names].toSorted();
      assert.deepEqual([...new Set(labelledMarks(agent))].toSorted(), marked, name);
    }
  });

  it('names in its labels of threads only threads that are labelled', () => {
    for (const [name, { threads }] of all) {
      const names = new Set(threads.map((thread) => thread.name));
      for (const { within, branchOf } of threads) {
        for (const [thread] of [within, branchOf].filter((each) => each !== undefined)) {
          assert.ok(names.has(thread), `${name}: ${thread}`);
        }
      }
    }
  });

  it('has each fault alone, and for each a program that only looks like it', () => {
    const alone = new Set(
      all.flatMap(([, { findings }]) => (findings.length === 1 ? [findings[0]?.detector] : [])),
    );
    const twins = new Set(all.flatMap(([, { twinOf = [] }]) => twinOf));
    const found = new Set(all.flatMap(([, { findings }]) => findings.map(({ detector }) => detector)));
    assert.equal(found.size, 22);
    assert.deepEqual(new Set(alone), found);
    assert.deepEqual(
      [...found].filter((detector) => !twins.has(detector)),
      [],
    );
  });
});
