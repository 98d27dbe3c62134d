import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../../package.json';
import { endpointStyles } from '../../../src/protocol/endpoints';
import {
  colorIds,
  commandIds,
  modelToolNames,
  settingDefaults,
  settingsSection,
  traceFileExtension,
  viewIds,
  viewItems,
} from '../../../src/ui/contributions';
import { phaseTexts } from '../../../src/ui/phaseText';
import { projectRoot } from '../../support/projectRoot';

const { contributes } = manifest;
const menuEntries: readonly { command: string; when: string }[] = Object.values(contributes.menus).flat();

function sorted(values: Iterable<string>): string[] {
  return [...new Set(values)].sort();
}

describe('contributions', () => {
  it('names the commands of package.json', () => {
    assert.deepEqual(
      sorted(contributes.commands.map(({ command }) => command)),
      sorted(Object.values(commandIds)),
    );
  });

  it('names the settings of package.json, with their defaults', () => {
    const contributed = Object.entries(contributes.configuration.properties).map(
      ([id, { default: value }]) => [id, value],
    );
    const ours = Object.entries(settingDefaults).map(([name, value]) => [
      `${settingsSection}.${name}`,
      value,
    ]);
    assert.deepEqual(Object.fromEntries(contributed), Object.fromEntries(ours));
  });

  it('offers for an endpoint what can be said of one', () => {
    const { enum: offered } =
      contributes.configuration.properties['latencyLens.endpoints'].additionalProperties;
    assert.deepEqual(offered, endpointStyles);
  });

  it('shows pages in its walkthroughs that are there, with pictures that are there', () => {
    const pages = contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown));
    assert.ok(pages.length >= 5);
    for (const page of pages) {
      const path = join(projectRoot, page);
      const pictures = [...readFileSync(path, 'utf8').matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)];
      assert.equal(pictures.length, 1, page);
      for (const [, name = ''] of pictures) assert.ok(existsSync(join(path, '..', name)), `${page}: ${name}`);
    }
  });

  it('offers commands of its own in walkthroughs that exist', () => {
    const offered = JSON.stringify(contributes.walkthroughs).match(/latencyLens\.\w+/g) ?? [];
    const known: readonly string[] = Object.values(commandIds);
    assert.deepEqual(
      offered.filter((id) => !known.includes(id)),
      [],
    );
    assert.notEqual(offered.length, 0);
  });

  it('names the tools of package.json, each with what a model and a person read', () => {
    assert.deepEqual(
      sorted(contributes.languageModelTools.map(({ name }) => name)),
      sorted(Object.values(modelToolNames)),
    );
    for (const { modelDescription, userDescription, inputSchema } of contributes.languageModelTools) {
      assert.ok(modelDescription.length > 100 && userDescription.length > 20);
      assert.equal(inputSchema.properties.run.type, 'string');
    }
  });

  it('names the views of package.json', () => {
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [viewIds.container],
    );
    assert.deepEqual(
      contributes.views[viewIds.container].map(({ id }) => id),
      [viewIds.runs],
    );
    assert.deepEqual(sorted(contributes.viewsWelcome.map(({ view }) => view)), [viewIds.runs]);
    assert.deepEqual(
      contributes.customEditors.map(({ viewType, selector }) => [viewType, selector[0]?.filenamePattern]),
      [[viewIds.trace, `*.${traceFileExtension}`]],
    );
  });

  it('names the colours of package.json, each with a value for every kind of theme', () => {
    const phaseColors = Object.values(phaseTexts).map(({ color }) => color);
    assert.deepEqual(
      sorted(contributes.colors.map(({ id }) => id)),
      sorted([...Object.values(colorIds), ...phaseColors]),
    );
    for (const { id, defaults } of contributes.colors) {
      // Webviews see a colour under another name than the workbench when its id has two dots.
      assert.match(id, /^[^.]+\.[^.]+$/);
      assert.deepEqual(Object.keys(defaults), ['dark', 'light', 'highContrast', 'highContrastLight']);
    }
  });

  it('has menus for commands that exist, in views and on rows that exist', () => {
    const commands = new Set<string>(Object.values(commandIds));
    const rows = new Set<string>(Object.values(viewItems));
    for (const { command, when } of menuEntries) {
      assert.ok(commands.has(command), command);
      const view = /view == (\S+)/.exec(when)?.[1];
      assert.ok(view === undefined || view === viewIds.runs, when);
      const named = /viewItem (?:== |=~ \/\^\()([\w|]+)/.exec(when)?.[1]?.split('|') ?? [];
      assert.deepEqual(
        named.filter((row) => !rows.has(row)),
        [],
        when,
      );
    }
  });

  it('keeps commands that need a row out of the palette', () => {
    const hidden = contributes.menus.commandPalette.map(({ command }) => command);
    assert.deepEqual(
      sorted(hidden),
      sorted([commandIds.openSource, commandIds.exportTrace, commandIds.deleteRun]),
    );
  });

  it('has its icons', () => {
    const icons = [...contributes.viewsContainers.activitybar, ...contributes.views.latencyLens].map(
      ({ icon }) => icon,
    );
    for (const icon of [...icons, manifest.icon]) assert.ok(existsSync(join(projectRoot, icon)), icon);
  });
});
