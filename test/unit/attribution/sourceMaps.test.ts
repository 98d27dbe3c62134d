import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import esbuild, { type BuildOptions } from 'esbuild';
import { chooseSite } from '../../../src/attribution/chooseSite';
import { SourceMapper } from '../../../src/attribution/sourceMapper';
import type { RawFrame } from '../../../src/protocol/probeRecords';
import { projectRoot } from '../../support/projectRoot';
import { agentCall, agentSource, FixtureProgram, findCall } from './fixtureProgram';

/** Compilers put the program where the source does not have it; every case must lead back to the same line. */
describe('chooseSite through source maps', function () {
  // Every case compiles and runs a program.
  this.timeout(30_000);
  let program: FixtureProgram;
  beforeEach(() => {
    program = new FixtureProgram();
  });
  afterEach(() => program.delete());

  const find = (frames: readonly RawFrame[]) => chooseSite(frames, new SourceMapper());
  const build = (options: BuildOptions) =>
    esbuild.buildSync({
      absWorkingDir: program.folder,
      entryPoints: ['src/agent.ts'],
      outfile: program.path('dist/agent.js'),
      format: 'cjs',
      platform: 'node',
      packages: 'external',
      ...options,
    });
  const editMap = (edit: (map: { sources: string[]; [key: string]: unknown }) => object) => {
    const map = JSON.parse(readFileSync(program.path('dist/agent.js.map'), 'utf8'));
    program.write('dist/agent.js.map', JSON.stringify(edit(map)));
  };
  const assertFound = async (frames: readonly RawFrame[]) => {
    const raw = frames.find(({ file }) => !file.includes('node_modules'));
    assert.notEqual(raw?.line, agentCall.line, 'the raw line must be a wrong one, or the case shows nothing');
    const { site, confidence, method, chain } = await find(frames);
    assert.deepEqual(
      { file: site?.file, line: site?.line, column: site?.column },
      { file: program.path('src/agent.ts'), ...agentCall },
    );
    assert.equal(confidence, 'high');
    assert.equal(method, 'sync');
    assert.equal(chain.at(-1)?.line, findCall(agentSource, "plan('hello')").line);
  };

  it('of tsc, with a map in a file of its own', async () => {
    const config = {
      compilerOptions: {
        outDir: 'dist',
        rootDir: 'src',
        lib: ['es2022'],
        sourceMap: true,
        target: 'es2015',
        module: 'commonjs',
        types: [],
      },
    };
    program.write('tsconfig.json', JSON.stringify({ ...config, include: ['src'] }));
    program.write('node_modules/sdk/index.d.ts', 'export {};');
    execFileSync(process.execPath, [
      join(projectRoot, 'node_modules/typescript/bin/tsc'),
      '-p',
      program.folder,
    ]);
    await assertFound(program.frames('dist/agent.js'));
  });

  it('inline', async () => {
    build({ sourcemap: 'inline' });
    await assertFound(program.frames('dist/agent.js'));
  });

  it('beside the file without a comment that names it', async () => {
    build({ sourcemap: 'external' });
    await assertFound(program.frames('dist/agent.js'));
  });

  it('of a bundle that holds the SDK as well', async () => {
    build({ bundle: true, packages: 'bundle', sourcemap: 'linked' });
    const frames = program.frames('dist/agent.js');
    assert.ok(frames.every(({ file }) => file === program.path('dist/agent.js')));
    const { site, chain } = await find(frames);
    assert.deepEqual({ line: site?.line, column: site?.column }, agentCall);
    assert.equal(chain.length, 2);
  });

  it('of a minified bundle', async () => {
    build({ bundle: true, packages: 'bundle', minify: true, sourcemap: 'linked' });
    const { site, confidence } = await find(program.frames('dist/agent.js'));
    assert.deepEqual([site?.file, site?.line], [program.path('src/agent.ts'), agentCall.line]);
    assert.equal(confidence, 'high');
  });

  it('of an ESM program, whose frames are URLs', async () => {
    build({
      format: 'esm',
      outfile: program.path('dist/my agent.mjs'),
      sourcemap: 'linked',
      banner: { js: '//\n//' },
    });
    const frames = program.frames('dist/my agent.mjs');
    assert.ok(frames.some(({ file }) => file.startsWith('file:') && file.includes('my%20agent')));
    await assertFound(frames);
  });

  it('with sections', async () => {
    build({ sourcemap: 'linked' });
    const code = readFileSync(program.path('dist/agent.js'), 'utf8');
    program.write('dist/agent.js', `// one\n// two\n${code}`);
    editMap((map) => ({ version: 3, sections: [{ offset: { line: 2, column: 0 }, map }] }));
    await assertFound(program.frames('dist/agent.js'));
  });

  it('of a file that was compiled twice', async () => {
    build({ sourcemap: 'linked', outfile: program.path('dist/middle.js') });
    const middle = readFileSync(program.path('dist/middle.js'), 'utf8');
    const { code, map } = esbuild.transformSync(middle, {
      minifyWhitespace: true,
      sourcemap: 'external',
      sourcefile: 'middle.js',
    });
    program.write('dist/agent.js', `${code}//# sourceMappingURL=agent.js.map\n`);
    program.write('dist/agent.js.map', map);
    await assertFound(program.frames('dist/agent.js'));
  });

  for (const source of [
    'webpack://app/./src/agent.ts',
    'webpack:///./src/agent.ts?4f2a',
    'webpack://_N_E/(rsc)/./src/agent.ts',
    'turbopack:///[project]/src/agent.ts',
    'FILE',
  ]) {
    it(`whose source is called ${source}`, async () => {
      build({ sourcemap: 'linked' });
      const name = source === 'FILE' ? `file://${program.path('src/agent.ts')}` : source;
      editMap((map) => ({ ...map, sources: [name] }));
      await assertFound(program.frames('dist/agent.js'));
    });
  }

  it('to the very column', async () => {
    const file = program.write('dist/short.js', 'a();\n//# sourceMappingURL=short.js.map\n');
    program.write('src/short.ts', `${' '.repeat(30)}\n`);
    // Generated columns 0 and 1 come from columns 10 and 20.
    const map = { version: 3, sources: ['../src/short.ts'], names: [], mappings: 'AAAU,CAAU' };
    program.write('dist/short.js.map', JSON.stringify(map));
    for (const [generated, original] of [
      [1, 11],
      [2, 21],
      [3, 21],
    ] as const) {
      const { site } = await find([{ file, line: 1, column: generated, origin: 'sync', depth: 0 }]);
      assert.deepEqual([site?.file, site?.line, site?.column], [program.path('src/short.ts'), 1, original]);
    }
  });

  it('of compiled files that a tool keeps in node_modules', async () => {
    build({ sourcemap: 'inline', outfile: program.path('node_modules/.cache/tool/agent.js') });
    const { site } = await find(program.frames('node_modules/.cache/tool/agent.js'));
    assert.deepEqual([site?.file, site?.line], [program.path('src/agent.ts'), agentCall.line]);
  });

  it('never takes what the map says to ignore', async () => {
    build({ sourcemap: 'linked' });
    editMap((map) => ({ ...map, ignoreList: [0] }));
    const { site, method } = await find(program.frames('dist/agent.js'));
    assert.deepEqual([site, method], [undefined, 'none']);
  });

  it('never takes glue that the compiler added, which no source has', async () => {
    build({ sourcemap: 'linked', banner: { js: 'const glue = (call) => call();' } });
    const glue: RawFrame = {
      file: program.path('dist/agent.js'),
      line: 1,
      column: 24,
      origin: 'sync',
      depth: 0,
    };
    const { site } = await find([glue, ...program.frames('dist/agent.js')]);
    assert.equal(site?.line, agentCall.line);
  });

  it('takes the generated line, and says that it does, when the source is missing', async () => {
    build({ sourcemap: 'linked' });
    const frames = program.frames('dist/agent.js');
    rmSync(program.path('src'), { recursive: true });
    const { site, confidence } = await find(frames);
    assert.equal(site?.file, program.path('dist/agent.js'));
    assert.equal(confidence, 'medium');
  });

  it('whose source was in another place when it was compiled', async () => {
    for (const sourceRoot of ['/src', 'file:///src/']) {
      build({ sourcemap: 'linked' });
      editMap((map) => ({ ...map, sourceRoot, sources: ['agent.ts'] }));
      await assertFound(program.frames('dist/agent.js'));
    }
  });

  it('that is named by where it will be published', async () => {
    build({ sourcemap: 'external' });
    const code = readFileSync(program.path('dist/agent.js'), 'utf8');
    program.write('dist/agent.js', `${code}//# sourceMappingURL=https://maps.example/agent.js.map\n`);
    await assertFound(program.frames('dist/agent.js'));
  });

  it('takes the generated line, and says that it does, when the named map is missing', async () => {
    build({ sourcemap: 'linked' });
    rmSync(program.path('dist/agent.js.map'));
    const { site, confidence } = await find(program.frames('dist/agent.js'));
    assert.equal(site?.file, program.path('dist/agent.js'));
    assert.equal(confidence, 'medium');
  });

  it('is never certain of what a map tells that knows the beginnings of lines only', async () => {
    build({ sourcemap: 'linked' });
    editMap((map) => ({ ...map, mappings: 'AAAA;'.repeat(200) }));
    const { site, confidence } = await find(program.frames('dist/agent.js'));
    assert.equal(site?.file, program.path('src/agent.ts'));
    assert.equal(confidence, 'low');
  });

  it('does not follow the map of a file that is not what runs', async () => {
    build({ sourcemap: 'linked' });
    const frames = program.frames('dist/agent.js').map((frame) => ({ ...frame, edited: true }));
    const { site, confidence } = await find(frames);
    assert.equal(site?.file, program.path('dist/agent.js'));
    assert.equal(confidence, 'low');
  });

  it('survives maps that are broken', async () => {
    build({ sourcemap: 'linked' });
    const frames = program.frames('dist/agent.js');
    const unmappable = '{"version":3,"sources":[],"names":[],"mappings":"!!"}';
    for (const broken of ['', '{', '{"version":3}', '[]', 'null', unmappable]) {
      program.write('dist/agent.js.map', broken);
      const { site } = await find(frames);
      assert.ok(site === undefined || site.file === program.path('dist/agent.js'), broken);
    }
  });
});
