import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '../../../../media/completions.schema.json';
import { parsedLanguages } from '../../../../src/completion/suite/syntaxFaults';
import { projectRoot } from '../../../support/projectRoot';
import { readGood } from './markedSuite';
import { distinctSettings, keyOf } from './schemaSettings';

const text = readFileSync(join(projectRoot, 'docs', 'completion-suites.md'), 'utf8');

/** The settings that a section of the page is about, by its heading. */
const sections: Readonly<Record<string, string>> = {
  'The suite': '',
  endpoint: 'endpoint.',
  Models: 'model.',
  prompt: 'prompt.',
  budget: 'budget.',
  typing: 'typing.',
  sweep: 'sweep.',
  Cases: 'cases.0.',
  cursor: 'cases.0.cursor.',
  expect: 'cases.0.expect.',
};

/** What the page says is taken when a setting is left out, by the setting. */
function readPage(): Map<string, string> {
  const rows = text.split(/^##+ /m).flatMap((section) => {
    const [heading = '', ...lines] = section.split('\n');
    const prefix = sections[heading.replaceAll('`', '')];
    if (prefix === undefined) return [];
    const table = lines.slice(lines.findIndex((line) => line.startsWith('| Setting')) + 2);
    return table
      .slice(
        0,
        table.findIndex((line) => !line.startsWith('|')),
      )
      .flatMap((row) => {
        const cells = row.split(' | ');
        const names = [...(cells[0] ?? '').matchAll(/`([^`]+)`/g)];
        return names.map(
          ([, name]) => [`${prefix}${name}`, (cells[2] ?? '').replace(/\|$/, '').trim()] as const,
        );
      });
  });
  return new Map(rows);
}

/** Settings that the page explains with the one that they are part of. */
function isPart(key: string): boolean {
  return /\.key\.|stopAt\.|cases\.0\.budget\.|^model\.(?:endpoint|prompt)\./.test(key);
}

describe('page of completion suites', () => {
  const page = readPage();

  it('has a row for every setting, and no other', () => {
    const keys = distinctSettings.map(({ path }) => keyOf(path)).filter((key) => !isPart(key));
    assert.deepEqual([...page.keys()].sort(), keys.sort());
  });

  it('says what is taken for a setting that is left out', () => {
    for (const { path, form } of distinctSettings) {
      const said = page.get(keyOf(path));
      if (form.default === undefined || typeof form.default === 'object' || said === undefined) continue;
      assert.ok(said === `${form.default}` || said === `\`${form.default}\``, `${keyOf(path)}: ${said}`);
    }
  });

  it('names every API', () => {
    for (const api of schema.definitions.endpoint.properties.api.enum)
      assert.ok(text.includes(`| \`${api}\` |`));
  });

  it('names the languages that can be parsed', () => {
    for (const language of parsedLanguages) {
      const name = language.replace('react', '').replace('jsonc', 'json');
      assert.ok(text.toLowerCase().includes(name), language);
    }
  });

  it('begins with a suite that has nothing wrong with it', () => {
    readGood(/```jsonc\n(.*?)```/s.exec(text)?.[1] ?? '');
  });
});
