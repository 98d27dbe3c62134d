import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HumanError } from '../../../src/base/humanError';
import { hashLine, hashText } from '../../../src/base/lineHash';
import { buildPlan } from '../../../src/completion/buildPlan';
import type { KeySource } from '../../../src/completion/suite/suite';
import { makeSuite } from '../../support/recordSuite';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/temporaryFolder';

const chat = { api: 'chat', baseUrl: 'http://127.0.0.1:1/v1' } as const;
const keys = (source: KeySource) => ('env' in source ? `value of ${source.env}` : undefined);

describe('buildPlan', () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await makeTemporaryFolder();
  });
  afterEach(() => folder.remove());

  it('puts keys in, and says what of it is a credential', async () => {
    const headers = {
      team: 'editors',
      'x-api-key': 'written down',
      project: { env: 'P' },
      none: { secret: 'S' },
    };
    const suite = await makeSuite(folder.path, { targets: [{ ...chat, key: { env: 'K' }, headers }] });
    const [target] = (await buildPlan(suite, { keys })).targets;
    assert.equal(target?.apiKey, 'value of K');
    assert.deepEqual(target?.headers, {
      team: 'editors',
      'x-api-key': 'written down',
      project: 'value of P',
    });
    assert.deepEqual(target?.credentials, ['value of K', 'written down', 'value of P']);
  });

  it('makes requests without a key that is not there', async () => {
    const suite = await makeSuite(folder.path, { targets: [{ ...chat, key: { secret: 'S' } }] });
    const [target] = (await buildPlan(suite, { keys })).targets;
    assert.equal(target?.apiKey, undefined);
    assert.deepEqual(target?.credentials, []);
  });

  it('finds cursors where they are now', async () => {
    const file = join(folder.path, 'add.ts');
    await writeFile(file, 'first\nconst a = <?>;\n');
    const at = { kind: 'file', file, cursor: { marker: '<?>' }, language: 'typescript' } as const;
    const suite = await makeSuite(folder.path, { targets: [chat], cases: [{ at }] });
    const [planned] = (await buildPlan(suite, { keys })).cases;
    assert.deepEqual(planned?.at, {
      file,
      line: 2,
      column: 11,
      taken: 3,
      lineHash: hashLine('const a = <?>;'),
      fileHash: hashText('first\nconst a = <?>;\n'),
    });
    assert.equal(planned?.language, 'typescript');
  });

  it('says which case has no cursor any more', async () => {
    const file = join(folder.path, 'add.ts');
    await writeFile(file, 'nothing');
    const at = { kind: 'file', file, cursor: { marker: '<?>' } } as const;
    const suite = await makeSuite(folder.path, { targets: [chat], cases: [{ name: 'adds', at }] });
    await assert.rejects(
      buildPlan(suite, { keys }),
      (error) => error instanceof HumanError && /^adds: .*marker/.test(error.message),
    );
  });

  it('runs only what was chosen, as often as was asked for', async () => {
    const targets = [
      { ...chat, id: 'A' },
      { ...chat, id: 'B' },
    ];
    const suite = await makeSuite(folder.path, { targets, cases: [{}, {}], repeats: 5, warmUp: 2 });
    const only = [{ caseId: 'case 2', targetId: 'B' }];
    const plan = await buildPlan(suite, { keys, only, repeats: 2, warmUp: 0 });
    const asked = plan.stages.map(({ samples }) => samples.map(({ caseId, targetId }) => caseId + targetId));
    assert.deepEqual(asked, [['case 2B', 'case 2B']]);
    assert.deepEqual(
      plan.cases.map(({ id }) => id),
      ['case 2'],
    );
  });

  it('shares the requests of each level of a sweep out to the cases', async () => {
    const sweep = { concurrency: [1, 8], requests: 5, minGoodput: 0, maxErrors: 1 };
    const suite = await makeSuite(folder.path, { targets: [chat], cases: [{}, {}], repeats: 9, sweep });
    const { stages } = await buildPlan(suite, { keys, sweep: true });
    assert.deepEqual(
      stages.map(({ concurrency, samples }) => [
        concurrency,
        samples.map(({ caseId }) => caseId.at(-1)).join(''),
      ]),
      [
        [1, '12121'],
        [8, '12121'],
      ],
    );
  });

  it('refuses what can not be run', async () => {
    const suite = await makeSuite(folder.path, { targets: [chat] });
    const refused = (message: RegExp) => (error: unknown) =>
      error instanceof HumanError && message.test(error.message);
    await assert.rejects(buildPlan(suite, { keys, sweep: true }), refused(/has no sweep/));
    await assert.rejects(buildPlan(suite, { keys, only: [{ caseId: 'gone' }] }), refused(/nothing to run/));
  });
});
