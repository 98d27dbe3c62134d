import assert from 'node:assert/strict';
import schema from '../../../../media/completions.schema.json';
import manifest from '../../../../package.json';
import { readSuite } from '../../../../src/completion/suite/readSuite';
import { suiteFile } from './markedSuite';
import { distinctSettings, keyOf, settings } from './schemaSettings';

/** A suite in which every object of the schema has something in it, so that any setting can be put into it. Its cases come first, so
 * that nothing moves them. */
const base = {
  cases: [
    {
      name: 'c',
      file: 'a.ts',
      cursor: { after: 'a' },
      expect: { matches: 'a' },
      stopAt: { lines: 2 },
      budget: { total: 1 },
    },
  ],
  endpoint: { baseUrl: 'http://a/v1' },
  models: [{ model: 'm', label: 'l' }],
  prompt: { template: '{prefix}' },
  budget: { total: 400 },
  typing: {},
  sweep: {},
};

/** Settings that exclude others of the base. */
const excluded: Readonly<Record<string, readonly string[]>> = {
  model: ['models'],
  'cases.0.prefix': ['cases.0.file', 'cases.0.cursor'],
  'cases.0.suffix': ['cases.0.file', 'cases.0.cursor'],
  'cases.0.cursor.marker': ['cases.0.cursor.after'],
  'cases.0.cursor.line': ['cases.0.cursor.after'],
  'cases.0.cursor.column': ['cases.0.cursor.after'],
  'cases.0.expect.text': ['cases.0.expect.matches'],
  'cases.0.expect.parses': ['cases.0.expect.matches'],
  'cases.0.stopAt.text': ['cases.0.stopAt.lines'],
};

/** What goes with a setting. */
const companions: Readonly<Record<string, readonly [string, unknown]>> = {
  variables: ['name', '${a}'],
  'cases.0.cursor.line': ['cases.0.cursor.column', 1],
  'cases.0.cursor.column': ['cases.0.cursor.line', 1],
};

/** Two values of each setting that a suite can tell apart; of those that can have but one, that and nothing. */
const values: Readonly<Record<string, readonly [unknown, unknown]>> = {
  name: ['a', 'b'],
  launch: ['a', 'b'],
  variables: [{ a: 'b' }, { a: 'c' }],
  endpoint: [{ baseUrl: 'http://a' }, { baseUrl: 'http://b' }],
  'endpoint.baseUrl': ['http://a', 'http://b'],
  'endpoint.api': ['chat', 'responses'],
  'endpoint.key': [{ env: 'A' }, { secret: 'a' }],
  'endpoint.key.env': ['A', 'B'],
  'endpoint.key.secret': ['a', 'b'],
  'endpoint.headers': [{ a: 'b' }, { a: { env: 'B' } }],
  model: ['a', { model: 'a', label: 'b' }],
  'model.model': ['a', 'b'],
  'model.label': ['a', 'b'],
  'model.endpoint': [{ api: 'chat' }, { api: 'responses' }],
  'model.endpoint.baseUrl': ['http://a', 'http://b'],
  'model.endpoint.api': ['chat', 'responses'],
  'model.endpoint.key': [{ env: 'A' }, { secret: 'a' }],
  'model.endpoint.key.env': ['A', 'B'],
  'model.endpoint.key.secret': ['a', 'b'],
  'model.endpoint.headers': [{ a: 'b' }, { a: { env: 'B' } }],
  'model.parameters': [{ top_p: 1 }, { top_p: 0.5 }],
  'model.prompt': [{ maxPrefix: 1 }, { maxPrefix: 2 }],
  'model.prompt.system': ['a', 'b'],
  'model.prompt.template': ['{prefix}a', '{prefix}b'],
  'model.prompt.maxPrefix': [1, 2],
  'model.prompt.maxSuffix': [1, 2],
  models: [['a'], ['b']],
  parameters: [{ top_p: 1 }, { top_p: 0.5 }],
  prompt: [{ maxPrefix: 1 }, { maxPrefix: 2 }],
  'prompt.system': ['a', 'b'],
  'prompt.template': ['{prefix}a', '{prefix}b'],
  'prompt.maxPrefix': [1, 2],
  'prompt.maxSuffix': [1, 2],
  budget: [{ total: 1 }, { total: 2 }],
  'budget.ttft': [1, 2],
  'budget.total': [1, 2],
  'budget.keystroke': [1, 2],
  'budget.percentile': [90, 99],
  'budget.confidence': [90, 99],
  repeats: [1, 2],
  concurrency: [1, 2],
  warmUp: [0, 1],
  timeout: [1, 2],
  typing: [{ keystrokes: 1 }, { keystrokes: 2 }],
  'typing.keystrokes': [1, 2],
  'typing.interval': [1, 2],
  'typing.debounce': [1, 2],
  sweep: [{ requests: 1 }, { requests: 2 }],
  'sweep.concurrency': [[1], [2]],
  'sweep.requests': [1, 2],
  'sweep.minGoodput': [1, 2],
  'sweep.maxErrors': [1, 2],
  cases: [[{ name: 'a', prefix: 'a' }], [{ name: 'b', prefix: 'a' }]],
  'cases.0.name': ['a', 'b'],
  'cases.0.file': ['a.ts', 'b.ts'],
  'cases.0.cursor': [{ after: 'a' }, { marker: 'a' }],
  'cases.0.cursor.after': ['a', 'b'],
  'cases.0.cursor.marker': ['a', 'b'],
  'cases.0.cursor.line': [1, 2],
  'cases.0.cursor.column': [1, 2],
  'cases.0.prefix': ['a', 'b'],
  'cases.0.suffix': ['a', 'b'],
  'cases.0.language': ['python', 'json'],
  'cases.0.expect': [{ text: 'a' }, { text: 'b' }],
  'cases.0.expect.text': ['a', 'b'],
  'cases.0.expect.matches': ['a', 'b'],
  'cases.0.expect.flags': ['i', 'm'],
  'cases.0.expect.parses': [true, undefined],
  'cases.0.stopAt': ['line', 'blankLine'],
  'cases.0.stopAt.lines': [1, 2],
  'cases.0.stopAt.text': ['a', 'b'],
  'cases.0.budget': [{ total: 1 }, { total: 2 }],
  'cases.0.budget.ttft': [0.1, 0.2],
  'cases.0.budget.total': [1, 2],
  'cases.0.budget.keystroke': [1, 2],
  'cases.0.budget.percentile': [90, 99],
  'cases.0.budget.confidence': [90, 99],
  'cases.0.repeats': [1, 2],
};

function put(target: object, key: string, value: unknown): void {
  const path = key.split('.');
  const last = path.pop() as string;
  let at = target as Record<string, unknown>;
  for (const segment of path) {
    if (typeof at[segment] !== 'object') at[segment] = segment === 'model' ? { model: 'm' } : {};
    at = at[segment] as Record<string, unknown>;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
}

/** What is read of the base with one setting in it. */
function readWith(key: string, value: unknown): ReturnType<typeof readSuite> {
  const suite = structuredClone(base);
  const own = key.startsWith('model.') ? ['models'] : (excluded[key] ?? []);
  for (const other of own) put(suite, other, undefined);
  const companion = companions[key];
  if (companion) put(suite, ...companion);
  put(suite, key, value);
  return readSuite(JSON.stringify(suite), suiteFile, { environment: {} });
}

describe('schema of suites', () => {
  it('is the one that editors have', () => {
    assert.deepEqual(manifest.contributes.jsonValidation, [
      { fileMatch: '*.completions.json', url: './media/completions.schema.json' },
    ]);
    assert.deepEqual(manifest.contributes.languages, [
      { id: 'jsonc', filenamePatterns: ['*.completions.json'] },
    ]);
  });

  it('has nothing that is not tried here', () => {
    assert.deepEqual(distinctSettings.map(({ path }) => keyOf(path)).sort(), Object.keys(values).sort());
  });

  for (const [key, [one, other]] of Object.entries(values)) {
    it(`has a setting that is read: ${key}`, () => {
      const [first, second] = [readWith(key, one), readWith(key, other)];
      assert.ok(first.suite, JSON.stringify(first.problems));
      assert.notDeepEqual(first, second);
    });
  }

  for (const { path, form } of distinctSettings.filter(({ form }) => form.default !== undefined)) {
    // Models have their suite's.
    if (path[0] === 'model') continue;
    it(`says what is taken for ${keyOf(path)} when it is left out`, () => {
      const [written, leftOut] = [readWith(keyOf(path), form.default), readWith(keyOf(path), undefined)];
      assert.deepEqual(written.suite, leftOut.suite);
    });
  }

  it('says of every setting what it is', () => {
    const silent = settings.filter(({ form }) => !/^[A-Z`].*[.:)]$/s.test(form.markdownDescription ?? ''));
    assert.deepEqual(
      silent.map(({ path }) => keyOf(path)),
      [],
    );
  });

  it('offers what it takes itself', () => {
    for (const { path, form } of distinctSettings) {
      const offered = (form.defaultSnippets ?? []).map(({ body }) => expandSnippet(body));
      for (const value of [...(form.examples ?? []), ...offered]) {
        const { problems } = readWith(keyOf(path), value);
        assert.deepEqual(
          problems.filter(({ kind }) => kind !== 'meaning'),
          [],
          `${keyOf(path)}: ${JSON.stringify(value)}`,
        );
      }
    }
  });

  it('offers a new suite and new cases that can be run once they are filled in', () => {
    const [suite] = schema.defaultSnippets.map(({ body }) => expandSnippet(body));
    assert.deepEqual(readSuite(JSON.stringify(suite), suiteFile).problems, []);
    for (const { body } of schema.definitions.case.defaultSnippets) {
      assert.deepEqual(readWith('cases', [expandSnippet(body)]).problems, []);
    }
  });
});

/** A snippet as it is when it has been tabbed through: `^` makes what follows a value that is no text. */
function expandSnippet(body: unknown): unknown {
  const text = JSON.stringify(body)
    .replace(/"\^\$\{\d:([^}]*)\}"/g, '$1')
    .replace(/\$\{\d:([^}]*)\}/g, '$1')
    .replace(/\$\d/g, 'a.py');
  return JSON.parse(text);
}
