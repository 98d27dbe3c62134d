import { extname } from 'node:path';

/** Language ids, as editors have them, by the endings of files. */
const languagesByEnding: Readonly<Record<string, string>> = {
  '.js': 'javascript',
  '.cjs': 'javascript',
  '.mjs': 'javascript',
  '.jsx': 'javascriptreact',
  '.ts': 'typescript',
  '.cts': 'typescript',
  '.mts': 'typescript',
  '.tsx': 'typescriptreact',
  '.py': 'python',
  '.pyi': 'python',
  '.json': 'json',
  '.jsonc': 'jsonc',
  '.c': 'c',
  '.h': 'c',
  '.cc': 'cpp',
  '.cpp': 'cpp',
  '.hpp': 'cpp',
  '.cs': 'csharp',
  '.css': 'css',
  '.dart': 'dart',
  '.go': 'go',
  '.html': 'html',
  '.java': 'java',
  '.kt': 'kotlin',
  '.lua': 'lua',
  '.md': 'markdown',
  '.php': 'php',
  '.rb': 'ruby',
  '.rs': 'rust',
  '.scala': 'scala',
  '.sh': 'shellscript',
  '.sql': 'sql',
  '.svelte': 'svelte',
  '.swift': 'swift',
  '.vue': 'vue',
  '.yaml': 'yaml',
  '.yml': 'yaml',
};

/** The language of a file by its ending; undefined where that is not known. */
export function languageOf(file: string): string | undefined {
  return languagesByEnding[extname(file).toLowerCase()];
}
