// The tools that the models may call: searching and reading files of this folder, an HTTP service, a subprocess.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { docsUrl } from './endpoint.js';

const root = resolve(fileURLToPath(import.meta.url), '../..');

/**
 * The lines of a folder's files that contain a word, as `file:line: text`.
 * @param {string} folder
 * @param {string} word
 */
export async function searchFiles(folder, word) {
  const names = (await readdir(join(root, folder))).sort();
  const matches = [];
  for (const name of names) {
    const lines = (await readFile(join(root, folder, name), 'utf8')).split('\n');
    for (const [index, line] of lines.entries()) {
      if (line.toLowerCase().includes(word.toLowerCase()))
        matches.push(`${folder}/${name}:${index + 1}: ${line}`);
    }
  }
  return matches.length > 0 ? matches.join('\n') : `No file in ${folder} contains "${word}".`;
}

/**
 * The text of one file below this folder.
 * @param {string} path
 */
export async function readTextFile(path) {
  const file = resolve(root, path);
  if (relative(root, file).startsWith('..')) return `${path} is outside of this folder.`;
  return readFile(file, 'utf8').catch(() => `There is no file ${path}.`);
}

/**
 * What the documentation service says about a topic.
 * @param {string} topic
 */
export async function fetchDocs(topic) {
  try {
    const response = await fetch(`${docsUrl}?q=${encodeURIComponent(topic)}`);
    const page = /** @type {{ title: string, text: string }} */ (await response.json());
    return response.ok
      ? `${page.title}: ${page.text}`
      : `The documentation service has nothing about "${topic}".`;
  } catch {
    return 'The documentation service is not running.';
  }
}

/**
 * Runs a script of this folder with Node and returns what it printed, whether it succeeded or not.
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<string>}
 */
export function runScript(script, ...args) {
  return new Promise((done) => {
    execFile(process.execPath, [join(root, script), ...args], (_error, stdout) => done(stdout.trim()));
  });
}
