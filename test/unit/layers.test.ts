import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { projectRoot } from '../support/projectRoot';

interface Module {
  /** From the project's root, with slashes: `src/decode/sseFraming.ts`. */
  readonly path: string;
  readonly text: string;
}

/** What each room may import besides itself and `base`, as `src/README.md` says. */
type LayerTable = ReadonlyMap<string, ReadonlySet<string>>;

function readTable(readme: string): LayerTable {
  const section = readme.split('## Who may import whom')[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)];
  return new Map(
    rows.map(([, room = '', cell = '']) => [
      room,
      new Set([...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)),
    ]),
  );
}

/** What is read as data, from outside the rooms: of these there is one each for the editor and for us. */
const dataFiles = new Set(['package.json', 'media/completions.schema.json']);

/** The row of the table that a file belongs to. */
function roomOf(path: string): string {
  const [top, first = '', second = ''] = path.split('/');
  if (top === 'webview') return 'webview';
  return first === 'probe' ? `probe/${second}` : first;
}

/** Everything a module names as a module, type-only imports included. */
function importsOf({ text }: Module): string[] {
  const code = text.replace(/\/\*.*?\*\//gs, '').replace(/^\s*\/\/.*$/gm, '');
  const patterns = [
    /\b(?:import|export)\s[^'"`;()]*?\bfrom\s*['"]([^'"]+)['"]/g,
    /\bimport\s*['"]([^'"]+)['"]/g,
    /\b(?:import|require)\(\s*['"]([^'"]+)['"]/g,
  ];
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map(([, name = '']) => name));
}

function findViolations(modules: readonly Module[], table: LayerTable): string[] {
  return modules.flatMap((module) =>
    importsOf(module)
      .filter((name) => !isAllowed(module.path, name, table))
      .map((name) => `${module.path} imports ${name}`),
  );
}

function isAllowed(path: string, name: string, table: LayerTable): boolean {
  const room = roomOf(path);
  const allowed = table.get(room);
  if (!allowed) return false;
  if (name === 'vscode') return room === 'ui' || room === 'extension.ts';
  if (!name.startsWith('.')) return isPackageAllowed(room, name);
  const target = posix.join(posix.dirname(path), name);
  if (dataFiles.has(target)) return true;
  const targetRoom = roomOf(target);
  if (targetRoom === room) return !isBetweenSiblings(path, target);
  return targetRoom === 'base' || allowed.has(targetRoom);
}

/** The probe runs in other people's programs and brings nothing along; a browser has no Node. */
function isPackageAllowed(room: string, name: string): boolean {
  const isBuiltin = name.startsWith('node:');
  if (room.startsWith('probe/')) return isBuiltin;
  return room !== 'webview' || !isBuiltin;
}

/** The folder of `src/ui` that the others share. */
const sharedFolder = 'hover';

/** `src/ui/editor` and `src/ui/views` know nothing of each other. */
function isBetweenSiblings(path: string, target: string): boolean {
  const [from, to] = [path, target].map((at) => at.split('/'));
  const inFolders = roomOf(path) === 'ui' && from?.length === 4 && to?.length === 4;
  return inFolders && from[2] !== to[2] && to[2] !== sharedFolder;
}

function readModules(folder: string): Module[] {
  const names = readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.[cm]?tsx?$/.test(name))
    .map((name) => ({
      path: posix.join(folder, name.split(sep).join('/')),
      text: readFileSync(join(projectRoot, folder, name), 'utf8'),
    }));
}

describe('layers', () => {
  const table = readTable(readFileSync(join(projectRoot, 'src/README.md'), 'utf8'));
  const modules = [...readModules('src'), ...readModules('webview')];

  it('holds the table of src/README.md against every import', () => {
    assert.deepEqual(findViolations(modules, table), []);
  });

  it('has a row for every room and no row without one', () => {
    const rooms = new Set(modules.map(({ path }) => roomOf(path)));
    assert.deepEqual([...table.keys()].sort(), [...rooms].sort());
  });

  const cases: readonly (readonly [string, string, boolean])[] = [
    ['src/decode/a.ts', "import { b } from '../model/b';", true],
    ['src/decode/a.ts', "import type { b } from '../store/b';", false],
    ['src/decode/a.ts', "import {\n  type b,\n  c,\n} from '../store/b';", false],
    ['src/decode/a.ts', "export * from '../store/b';", false],
    ['src/decode/a.ts', "const b = await import('../store/b');", false],
    ['src/decode/a.ts', "type B = import('../store/b').B;", false],
    ['src/decode/a.ts', "import '../store/b';", false],
    ['src/decode/a.ts', "import { b } from './b';\nimport { c } from '../base/c';", true],
    ['src/decode/a.ts', "// import { b } from '../store/b';", true],
    ['src/decode/a.ts', "import { b } from 'vscode';", false],
    ['src/ui/editor/a.ts', "import { b } from 'vscode';", true],
    ['src/ui/editor/a.ts', "import { b } from '../hover/b';", true],
    ['src/ui/hover/a.ts', "import { b } from '../editor/b';", false],
    ['src/ui/editor/a.ts', "import { b } from '../views/b';", false],
    ['src/ui/editor/a.ts', "import { b } from '../settings';", true],
    ['src/probe/node/a.ts', "import { b } from '../../protocol/b';", true],
    ['src/probe/node/a.ts', "import { b } from '../../model/b';", false],
    ['src/probe/node/a.ts', "import { b } from 'some-package';", false],
    ['src/cli/a.ts', "import { b } from '../probe/node/b';", false],
    ['webview/a.ts', "import { b } from '../src/protocol/b';", true],
    ['webview/a.ts', "import type { b } from '../src/model/b';", false],
    ['webview/a.ts', "import { b } from 'node:fs';", false],
    ['src/nobody/a.ts', "import { b } from './b';", false],
  ];
  for (const [path, text, allowed] of cases) {
    it(`${allowed ? 'allows' : 'refuses'} ${text.replaceAll('\n', ' ')} in ${path}`, () => {
      assert.equal(findViolations([{ path, text }], table).length === 0, allowed);
    });
  }
});
