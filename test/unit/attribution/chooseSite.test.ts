import assert from 'node:assert/strict';
import { mkdirSync, renameSync, symlinkSync, utimesSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chooseSite } from '../../../src/attribution/chooseSite';
import { SourceMapper } from '../../../src/attribution/sourceMapper';
import { hashLine } from '../../../src/base/lineHash';
import type { CallSiteId } from '../../../src/base/units';
import type { RawFrame } from '../../../src/protocol/probeRecords';
import { FixtureProgram } from './fixtureProgram';

describe('chooseSite', () => {
  let program: FixtureProgram;
  beforeEach(() => {
    program = new FixtureProgram();
  });
  afterEach(() => program.delete());

  const find = (frames: readonly RawFrame[]) => chooseSite(frames, new SourceMapper());
  const frame = (name: string, facts: Partial<RawFrame> = {}): RawFrame => ({
    file: program.path(name),
    line: 1,
    column: 1,
    origin: 'sync',
    depth: 0,
    ...facts,
  });
  const write = (name: string, text = 'one();\ntwo();\nthree();\n') => program.write(name, text);

  it('finds nothing in nothing', async () => {
    assert.deepEqual(await find([]), { method: 'none', confidence: 'low', chain: [] });
  });

  it('takes the innermost frame that is the user’s, and names the others as its chain', async () => {
    write('a.js');
    write('b.js');
    const found = await find([
      frame('node_modules/sdk/index.js'),
      frame('a.js', { line: 2, fn: 'Agent.plan' }),
      frame('node_modules/sdk/index.js', { line: 5 }),
      frame('b.js', { line: 3, origin: 'async', depth: 4, fn: 'async main' }),
    ]);
    const site = {
      file: program.path('a.js'),
      line: 2,
      column: 1,
      functionName: 'Agent.plan',
      lineHash: hashLine('two();'),
    };
    const caller = { file: program.path('b.js'), line: 3, column: 1, functionName: 'main' };
    assert.deepEqual(found, {
      method: 'sync',
      confidence: 'high',
      site: { ...site, id: `${site.file}:2:1` },
      chain: [site, { ...caller, lineHash: hashLine('three();') }],
    });
  });

  it('leaves out where a function waited before, and no other function of its name', async () => {
    const tools = [
      'const search = tool({',
      '  execute: async ({ topic }) => {',
      '    await look(topic);',
      '    return fetch(topic);',
      '  },',
      '});',
      'const research = tool({',
      '  async execute({ topic }) {',
      '    await note(topic);',
      '    return generateText({ topic });',
      '  },',
      '});',
    ];
    write('tools.js', tools.join('\n'));
    const at = (line: number, depth: number) =>
      frame('tools.js', { line, column: 5, depth, origin: depth > 0 ? 'async' : 'sync', fn: 'execute' });
    const found = await find([at(4, 0), at(3, 2), at(10, 4), at(9, 6)]);
    assert.deepEqual(
      found.chain.map(({ line }) => line),
      [4, 10],
    );
  });

  it('says from which frame on the chain is less certain than its first one', async () => {
    write('a.js');
    write('b.js', `one();\n${'x'.repeat(600)}\nthree();\n`);
    const found = await find([frame('a.js'), frame('b.js', { line: 2 }), frame('b.js', { line: 3 })]);
    assert.deepEqual(
      found.chain.map(({ confidence }) => confidence),
      [undefined, 'low', 'low'],
    );
    assert.equal(found.confidence, 'high');
  });

  it('names of a function that waited several times only the line that led on', async () => {
    write('a.js');
    const linesOf = async (...drawn: readonly (readonly [fn: string, line: number, depth: number])[]) => {
      const { chain } = await find(drawn.map(([fn, line, depth]) => frame('a.js', { fn, line, depth })));
      return chain.map(({ line }) => line);
    };
    assert.deepEqual(await linesOf(['ask', 3, 0], ['ask', 2, 1], ['main', 1, 2], ['main', 2, 3]), [3, 1]);
    assert.deepEqual(await linesOf(['main', 3, 0], ['ask', 2, 1], ['main', 1, 3]), [3, 2]);
    assert.deepEqual(await linesOf(['walk', 3, 0], ['walk', 2, 0], ['main', 1, 0]), [3, 2, 1], 'recursion');
    assert.deepEqual(await linesOf(['', 3, 0], ['', 2, 1], ['main', 1, 2]), [3, 1], 'without names');
    assert.deepEqual(await linesOf(['', 3, 0], ['main', 2, 1], ['', 1, 2]), [3, 2, 1], 'two without names');
  });

  it('says of each frame of the chain which stack it was on', async () => {
    write('a.js');
    const found = await find([
      frame('a.js', { fn: 'ask' }),
      frame('a.js', { fn: 'ask', line: 2, depth: 1, context: 5, origin: 'async' }),
      frame('a.js', { fn: 'main', line: 3, depth: 2, context: 4, origin: 'async' }),
    ]);
    assert.deepEqual(
      found.chain.map(({ functionName, moment }) => [functionName, moment]),
      [
        ['ask', undefined],
        ['main', 4],
      ],
    );
    assert.equal('moment' in (found.chain[0] ?? {}), false);
  });

  it('names a place once in the chain', async () => {
    write('a.js');
    const found = await find([
      frame('a.js'),
      frame('a.js', { origin: 'async', depth: 1 }),
      frame('a.js', { line: 2 }),
    ]);
    assert.deepEqual(
      found.chain.map(({ line }) => line),
      [1, 2],
    );
  });

  it('leaves out names that no person wrote', async () => {
    write('a.js');
    const found = await find([frame('a.js', { fn: 'Object.<anonymous>' })]);
    assert.equal(found.site?.functionName, undefined);
  });

  for (const [origin, confidence] of [
    ['sync', 'high'],
    ['inspector', 'high'],
    ['async', 'high'],
    ['stale', 'low'],
  ] as const) {
    it(`is ${confidence}ly confident of a frame that is ${origin}`, async () => {
      write('a.js');
      const found = await find([frame('a.js', { origin })]);
      assert.deepEqual([found.method, found.confidence], [origin, confidence]);
    });
  }

  describe('believes a guess at the call that the function is known to wait for', () => {
    const source = 'const a = await client.chat.create(b);\nawait outer(await inner());\nmore();\n';
    const guess = (line: number, column: number) =>
      frame('a.js', { line, column, origin: 'stale', depth: 3 });
    const waiting = (line: number, column: number, facts: Partial<RawFrame> = {}) =>
      frame('a.js', { line, column, origin: 'awaiting', depth: 1, ...facts });
    const judge = async (...frames: RawFrame[]) => {
      write('a.js', source);
      const { method, confidence, site } = await find(frames);
      return `${method} ${confidence} ${site?.line}:${site?.column}`;
    };

    it('when nothing else lies between', async () => {
      assert.equal(await judge(waiting(1, 11), guess(1, 29)), 'confirmed medium 1:29');
      assert.equal(await judge(waiting(3, 1), guess(3, 1)), 'confirmed medium 3:1');
    });

    it('unless another call could be meant', async () => {
      assert.equal(await judge(waiting(2, 1), guess(2, 19)), 'stale low 2:1');
      assert.equal(await judge(waiting(1, 11), guess(3, 1)), 'stale low 1:11');
      assert.equal(await judge(waiting(1, 11, { fn: 'other' }), guess(1, 29)), 'stale low 1:11');
      assert.equal(await judge(guess(1, 29)), 'stale low 1:29');
    });

    it('also without a guess, when it has certainly made requests before', async () => {
      write('a.js', source);
      const known = new Set<CallSiteId>();
      const place = async (each: RawFrame) => {
        const { method, site } = await chooseSite([each], new SourceMapper(), known);
        return `${method} ${site?.line}:${site?.column}`;
      };
      assert.equal(await place(waiting(1, 11)), 'stale 1:11');
      assert.equal(await place(frame('a.js', { column: 29 })), 'sync 1:29');
      assert.equal(await place(waiting(1, 11)), 'confirmed 1:29');
      assert.equal(await place(waiting(2, 1)), 'stale 2:1');
      assert.equal(await place(frame('a.js', { line: 2, column: 7 })), 'sync 2:7');
      assert.equal(await place(waiting(2, 1)), 'confirmed 2:7');
      assert.equal(await place(frame('a.js', { line: 2, column: 19 })), 'sync 2:19');
      assert.equal(await place(waiting(2, 1)), 'stale 2:1');
    });

    it('unless a nearer frame is certain', async () => {
      const certain = frame('a.js', { line: 3, origin: 'async', depth: 9 });
      assert.equal(await judge(waiting(1, 11), guess(1, 29), certain), 'async high 3:1');
    });
  });

  it('prefers a certain frame further out to a guessed one further in', async () => {
    write('a.js');
    write('b.js');
    const found = await find([
      frame('a.js', { origin: 'stale', depth: 2 }),
      frame('b.js', { origin: 'inspector', depth: 3 }),
    ]);
    assert.deepEqual([found.site?.file, found.confidence], [program.path('b.js'), 'high']);
    assert.equal(found.chain.length, 1);
  });

  for (const path of [
    'node_modules/sdk/index.js',
    'node_modules/.pnpm/sdk@1/node_modules/sdk/index.js',
    '.yarn/cache/sdk.js',
    '.pnp.cjs',
    '.vscode/extensions/tool/main.js',
    '.vscode-server/extensions/tool/main.js',
    '.cursor-server/extensions/tool/main.js',
    'extensions/ms-vscode.js-debug/src/bootloader.js',
    'resources/app/out/vs/workbench/api/node/extensionHostProcess.js',
  ]) {
    it(`does not take ${path} for the user’s`, async () => {
      write(path);
      assert.equal((await find([frame(path)])).site, undefined);
    });
  }

  for (const path of ['src/node_modules.js', 'my_node_modules/a.js', 'vscode/extensions/a.js']) {
    it(`takes ${path} for the user’s`, async () => {
      write(path);
      assert.equal((await find([frame(path)])).site?.file, program.path(path));
    });
  }

  it('takes a package that is a link into the workspace for the user’s', async () => {
    write('packages/lib/index.js');
    mkdirSync(program.path('node_modules/@acme'), { recursive: true });
    symlinkSync(program.path('packages/lib'), program.path('node_modules/@acme/lib'));
    const found = await find([frame('node_modules/@acme/lib/index.js')]);
    assert.equal(found.site?.file, program.path('packages/lib/index.js'));
  });

  for (const source of ['../node_modules/@acme/lib/index.ts', 'webpack:///node_modules/@acme/lib/index.ts']) {
    it(`takes it for the user’s where a map calls it ${source}`, async () => {
      write('packages/lib/index.ts');
      mkdirSync(program.path('node_modules/@acme'), { recursive: true });
      symlinkSync(program.path('packages/lib'), program.path('node_modules/@acme/lib'));
      write('dist/main.js');
      write(
        'dist/main.js.map',
        JSON.stringify({ version: 3, sources: [source], names: [], mappings: 'AAAA' }),
      );
      const { site, confidence } = await find([frame('dist/main.js')]);
      assert.deepEqual([site?.file, confidence], [program.path('packages/lib/index.ts'), 'high']);
    });
  }

  it('names files as they are called in a workspace that is a link', async () => {
    write('real/src/a.js');
    write('elsewhere/b.js');
    symlinkSync(program.path('real'), program.path('link'));
    const mapper = new SourceMapper({ folder: program.path('link') });
    const found = await chooseSite([frame('real/src/a.js'), frame('elsewhere/b.js')], mapper);
    assert.deepEqual(
      found.chain.map(({ file }) => file),
      [program.path('link/src/a.js'), program.path('elsewhere/b.js')],
    );
  });

  it('names files by the links to their folders in a workspace', async () => {
    write('elsewhere/lib/src/a.js');
    write('elsewhere/app/b.js');
    write('opened/c.js');
    mkdirSync(program.path('opened/packages'));
    symlinkSync(program.path('elsewhere/lib'), program.path('opened/packages/lib'));
    symlinkSync(program.path('nowhere'), program.path('opened/packages/broken'));
    const mapper = new SourceMapper({ folder: program.path('opened') });
    const frames = ['elsewhere/lib/src/a.js', 'elsewhere/app/b.js', 'opened/c.js'].map((name) => frame(name));
    const found = await chooseSite(frames, mapper);
    assert.deepEqual(
      found.chain.map(({ file }) => file),
      ['opened/packages/lib/src/a.js', 'elsewhere/app/b.js', 'opened/c.js'].map((name) => program.path(name)),
    );
  });

  it('reads file URLs', async () => {
    write('my agent.mjs');
    const file = `${pathToFileURL(program.path('my agent.mjs')).href}?t=17`;
    assert.equal((await find([frame('', { file })])).site?.file, program.path('my agent.mjs'));
  });

  it('is never certain of a line that constructs what made the request later', async () => {
    write('a.js');
    const behind = (name: string, facts: Partial<RawFrame>) => [
      frame('node_modules/sdk/index.js', { fn: name, ...facts }),
      frame('a.js', { line: 2, ...facts }),
    ];
    for (const [frames, confidence] of [
      [behind('new Pool', { origin: 'async', depth: 2 }), 'low'],
      [behind('Pool.ask', { origin: 'async', depth: 2 }), 'high'],
      [behind('new Pool', { origin: 'sync' }), 'high'],
    ] as const) {
      const found = await find(frames);
      assert.deepEqual([found.site?.line, found.confidence], [2, confidence]);
    }
  });

  it('passes over code of the runtime without a doubt', async () => {
    write('a.js');
    const found = await find([
      frame('', { file: 'node:internal/timers' }),
      frame('', { file: '<anonymous>' }),
      frame('a.js'),
    ]);
    assert.equal(found.confidence, 'high');
  });

  for (const file of [
    'webpack-internal:///./src/a.ts',
    '[eval]',
    'evalmachine.<anonymous>',
    '/nowhere/at/all.js',
  ]) {
    it(`doubts a line behind ${file}, which could be the user’s too`, async () => {
      write('a.js');
      const found = await find([frame('', { file }), frame('a.js')]);
      assert.deepEqual([found.site?.file, found.confidence], [program.path('a.js'), 'medium']);
      assert.equal((await find([frame('a.js'), frame('', { file })])).confidence, 'high');
    });
  }

  for (const [what, line, column] of [
    ['line that the file does not have', 99, 1],
    ['column behind the end of its line', 1, 40],
    ['line that is too long to be written', 4, 700],
  ] as const) {
    it(`is of low confidence about a ${what}`, async () => {
      write('a.js', `one();\ntwo();\nthree();\n${'x();'.repeat(200)}`);
      const found = await find([frame('a.js', { line, column })]);
      assert.equal(found.confidence, 'low');
    });
  }

  describe('with what the runtime says about maps', () => {
    it('believes it', async () => {
      write('src/a.ts');
      const found = await find([
        frame('a.js', { mapped: { file: program.path('src/a.ts'), line: 2, column: 1 } }),
      ]);
      assert.deepEqual(
        [found.site?.file, found.site?.line, found.confidence],
        [program.path('src/a.ts'), 2, 'high'],
      );
    });

    it('believes it about code that has no file of its own', async () => {
      write('src/a.ts');
      const mapped = { file: pathToFileURL(program.path('src/a.ts')).href, line: 2, column: 1 };
      const found = await find([frame('', { file: 'webpack-internal:///./src/a.ts', mapped })]);
      assert.deepEqual([found.site?.line, found.confidence], [2, 'high']);
    });

    for (const mapped of [
      { file: '/nowhere/a.ts', line: 2, column: 1 },
      { file: 'src/a.ts', line: 2, column: 1 },
      { file: '', line: 99, column: 1 },
    ]) {
      it(`does not believe in ${mapped.file || 'the wrong file'}:${mapped.line}`, async () => {
        write('a.js');
        write('src/a.ts');
        const file = mapped.file || program.path('src/a.ts');
        const found = await find([frame('a.js', { mapped: { ...mapped, file } })]);
        assert.equal(found.site?.file, program.path('a.js'));
      });
    }
  });

  describe('with sources that a bundler names by their place in the project', () => {
    const map = (source: string) =>
      JSON.stringify({ version: 3, sources: [`webpack:///${source}`], names: [], mappings: 'AAAA' });
    const frames = () => [frame('dist/chunk.js'), frame('dist/main.js', { origin: 'async', depth: 2 })];
    beforeEach(() => {
      for (const name of ['dist/chunk.js', 'dist/main.js']) write(name);
      write('dist/chunk.js.map', map('../../src/of/a/package.ts'));
      write('dist/main.js.map', map('./src/own.ts'));
    });

    it('passes over one that is not there when others are', async () => {
      write('src/own.ts');
      const { site, confidence } = await find(frames());
      assert.deepEqual([site?.file, confidence], [program.path('src/own.ts'), 'high']);
    });

    it('takes the generated line when none is there', async () => {
      const { site, confidence } = await find(frames());
      assert.deepEqual([site?.file, confidence], [program.path('dist/chunk.js'), 'medium']);
    });
  });

  it('reads a file again once it has changed', async () => {
    const mapper = new SourceMapper();
    const { now } = Date;
    try {
      write('a.js');
      const before = await chooseSite([frame('a.js')], mapper);
      renameSync(write('b.js', 'changed();\n'), program.path('a.js'));
      utimesSync(program.path('a.js'), 1e9, 1e9);
      Date.now = () => now() + 1001;
      const after = await chooseSite([frame('a.js')], mapper);
      assert.deepEqual(
        [before.site?.lineHash, after.site?.lineHash],
        [hashLine('one();'), hashLine('changed();')],
      );
    } finally {
      Date.now = now;
    }
  });
});
