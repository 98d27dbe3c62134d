import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The server's native modules that a compiler would have to build, each replaced by the few lines of JavaScript that
 * a test needs of it: logs that reach their file, a device without a name, and no watchdog, since we stop the whole
 * process group ourselves.
 */
export const standIns: Readonly<Record<string, string>> = {
  '@vscode/spdlog': `
    const { appendFileSync, mkdirSync } = require('node:fs');
    const { dirname } = require('node:path');
    const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
    class Logger {
      constructor(type, name, file) { this.file = file; this.level = 2; mkdirSync(dirname(file), { recursive: true }); }
      getLevel() { return this.level; }
      setLevel(level) { this.level = level; }
      write(level, message) {
        if (level >= this.level) appendFileSync(this.file, new Date().toISOString() + ' [' + levels[level] + '] ' + message + '\\n');
      }
      setPattern() {}
      clearFormatters() {}
      flush() {}
      drop() {}
    }
    levels.forEach((name, level) => { Logger.prototype[name] = function (message) { this.write(level, message); }; });
    exports.Logger = Logger;
    exports.version = 0;
    exports.setLevel = exports.setFlushOn = () => {};
    exports.createRotatingLogger = exports.createAsyncRotatingLogger = async (name, file) => new Logger('', name, file);
  `,
  '@vscode/native-watchdog': 'exports.start = () => {}; exports.exit = (code) => process.exit(code);',
  '@vscode/deviceid': `exports.getDeviceId = async () => '00000000-0000-0000-0000-000000000000';`,
};

/** Writes the stand-ins into `serverFolder/node_modules`. */
export async function writeStandIns(serverFolder: string): Promise<void> {
  for (const [name, code] of Object.entries(standIns)) {
    const folder = join(serverFolder, 'node_modules', name);
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({ name, version: '0.0.0', main: 'index.js' }),
    );
    await writeFile(join(folder, 'index.js'), code);
  }
}
