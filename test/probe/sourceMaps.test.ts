import assert from 'node:assert/strict';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporaryFolder';
import { markersIn, misplaced, placeOf } from './support/markers';
import { fixture, type ProgramOptions, runProgram } from './support/runProgram';
import type { SpooledExchange } from './support/spool';
import { startServer, streamPieces, type TestServer } from './support/startServer';

describe('the line of a call in compiled code', () => {
  let server: TestServer;
  let folder: TemporaryFolder;
  let source: string;
  before(async () => {
    server = await startServer(streamPieces);
    folder = await makeTemporaryFolder();
    source = join(folder.path, 'typed.mts');
    cpSync(fixture('typed.mts'), source);
  });
  after(() => {
    server.close();
    folder.remove();
  });

  it('is mapped by the runtime when it keeps source maps', async () => {
    const exchange = await run({ minify: true, sourcemap: 'inline' }, { nodeArgs: ['--enable-source-maps'] });
    assert.equal(exchange.frames[0]?.line, 1, 'all is in one line');
    assert.ok(exchange.frames[0]?.mapped);
    assert.deepEqual(await misplaced([exchange], source), []);
  });

  it('is mapped by the host from the map on disk', async () => {
    const exchange = await run({ minify: true, sourcemap: 'linked' }, {});
    assert.equal(exchange.frames[0]?.mapped, undefined);
    assert.deepEqual(await misplaced([exchange], source), []);
  });

  it('needs the map that only the runtime had', async () => {
    const exchange = await run({ minify: true, sourcemap: 'inline' }, { nodeArgs: ['--enable-source-maps'] });
    rmSync(join(folder.path, 'typed.mjs'));
    assert.deepEqual((await placeOf(exchange)).place, markersIn(source).get('typed'));
  });

  it('is asked of the formatter that the program installed', async () => {
    const { exitCode, spool } = await runProgram(fixture('commonJsCall.cjs'), {
      args: [server.url],
      nodeArgs: ['--require', fixture('formatter.cjs')],
    });
    assert.equal(exitCode, 0);
    const frames = spool.exchanges[0]?.frames ?? [];
    assert.ok(frames.length > 0);
    for (const { file, line, column, mapped } of frames) {
      assert.deepEqual(mapped, { file, line: line + 1000, column });
    }
  });

  it('is found where the program’s formatter is there to stay, and leaves it there', async () => {
    const { exitCode, spool } = await runProgram(fixture('commonJsCall.cjs'), {
      args: [server.url],
      nodeArgs: ['--require', fixture('lastingFormatter.cjs')],
    });
    assert.equal(exitCode, 0);
    assert.equal(spool.exchanges[0]?.frames?.[0]?.file, fixture('commonJsCall.cjs'));
  });

  describe('in memory', () => {
    it('is mapped by the map within the script, which nobody else keeps', async () => {
      const exchange = await runHooked('inline');
      assert.ok(exchange.frames[0]?.mapped);
      assert.deepEqual(await misplaced([exchange], source), []);
      assert.match((await placeOf(exchange)).how, / high$/);
    });

    it('is never called certain without a map', async () => {
      const exchange = await runHooked(false);
      assert.equal(exchange.frames[0]?.edited, true);
      assert.match((await placeOf(exchange)).how, / low$/);
    });

    /** Runs the source by way of a hook that compiles what is required. */
    async function runHooked(sourcemap: 'inline' | false): Promise<SpooledExchange> {
      const hook = join(folder.path, 'hook.cjs');
      const options = JSON.stringify({ loader: 'ts', format: 'cjs', target: 'node18', sourcemap });
      writeFileSync(
        hook,
        `const { readFileSync } = require('node:fs');
         const { transformSync } = require(${JSON.stringify(require.resolve('esbuild'))});
         require.extensions['.mts'] = (module, filename) => {
           const { code } = transformSync(readFileSync(filename, 'utf8'), { ...${options}, sourcefile: filename });
           module._compile(code, filename);
         };
         require(${JSON.stringify(source)});`,
      );
      const { exitCode, stderr, spool } = await runProgram(hook, { args: [server.url] });
      assert.equal(stderr, '');
      assert.equal(exitCode, 0);
      return spool.exchanges[0] ?? assert.fail('no exchange');
    }
  });

  async function run(build: BuildOptions, options: ProgramOptions): Promise<SpooledExchange> {
    const outfile = join(folder.path, 'typed.mjs');
    buildSync({
      ...build,
      entryPoints: [source],
      outfile,
      format: 'esm',
      target: 'node18',
      bundle: true,
      platform: 'node',
    });
    const { exitCode, stderr, spool } = await runProgram(outfile, { ...options, args: [server.url] });
    assert.equal(stderr, '');
    assert.equal(exitCode, 0);
    return spool.exchanges[0] ?? assert.fail('no exchange');
  }
});
