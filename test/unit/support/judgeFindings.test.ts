import { strict as assert } from 'node:assert';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DetectorName, Finding } from '../../../src/analysis/findings/finding';
import type { AgentCase } from '../../support/agents/agentCase';
import { judgeFindings } from '../../support/agents/judgeFindings';
import { Marks } from '../../support/agents/marks';
import { makeTemporaryFolder } from '../../support/temporaryFolder';

const program = ['// @one', 'first();', 'second();', '  # @two', 'third();', ''].join('\n');

function caseOf(labels: Partial<AgentCase>): AgentCase {
  return { about: '', respond: () => ({}), findings: [], threads: [], path: [], ...labels };
}

describe('the judging of findings', () => {
  let marks: Marks;
  let file: string;
  before(async () => {
    const { path } = await makeTemporaryFolder();
    mkdirSync(join(path, 'case'));
    file = join(path, 'case', 'program.mjs');
    writeFileSync(file, program);
    marks = new Marks(join(path, 'case'));
  });

  const found = (detector: DetectorName, ...lines: readonly number[]): Finding => ({
    detector,
    title: detector,
    explanation: '',
    advice: '',
    certainty: 'certain',
    activities: [],
    places: lines.map((line) => ({ file, line, column: 1 })),
    evidence: [],
    changes: [],
    id: `${detector}${lines}`,
    saving: 0,
    savingLow: 0,
    savingHigh: 0,
  });
  const verdicts = (labels: Partial<AgentCase>, ...findings: readonly Finding[]) =>
    judgeFindings(caseOf(labels), findings, marks).map(({ detector, verdict }) => `${detector} ${verdict}`);

  it('knows the line after a mark by its name', () => {
    const nameOf = (line: number) => marks.of({ file, line, column: 1 });
    assert.deepEqual([1, 2, 3, 4, 5].map(nameOf), [undefined, 'one', undefined, undefined, 'two']);
    assert.deepEqual([...marks.names], ['one', 'two']);
  });

  it('takes a finding for right that names one of the lines of its label', () => {
    const labels = { findings: [{ detector: 'retries', at: ['one', 'two'] }] } as const;
    assert.deepEqual(verdicts(labels, found('retries', 3, 5)), ['retries right']);
  });

  it('takes one on another line, of another kind or told twice for wrong', () => {
    const labels = { findings: [{ detector: 'retries', at: ['one'] }] } as const;
    assert.deepEqual(verdicts(labels, found('retries', 5)), ['retries wrong', 'retries missed']);
    assert.deepEqual(verdicts(labels, found('rateLimits', 2)), ['rateLimits wrong', 'retries missed']);
    assert.deepEqual(verdicts(labels, found('retries', 2), found('retries', 2)), [
      'retries right',
      'retries wrong',
    ]);
  });

  it('says nothing of what may be found, found or not', () => {
    const labels = { acceptable: [{ detector: 'retries', at: ['one'] }] } as const;
    assert.deepEqual(verdicts(labels), []);
    assert.deepEqual(verdicts(labels, found('retries', 2)), []);
  });

  it('counts a twin that nothing is said of, and no other', () => {
    const labels = { twinOf: ['retries'] } as const;
    assert.deepEqual(verdicts(labels), ['retries twin']);
    assert.deepEqual(verdicts(labels, found('retries', 2)), ['retries wrong']);
  });
});
