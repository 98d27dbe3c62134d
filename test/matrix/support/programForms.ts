import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runCommand } from '../../support/processes';
import { projectRoot } from '../../support/projectRoot';

/** How one and the same program is written: as an ES module, in CommonJS, in TypeScript compiled to CommonJS. */
export const programForms = ['esm', 'cjs', 'ts'] as const;
export type ProgramForm = (typeof programForms)[number];

/** A program as it is run, and the file a person wrote. */
export interface FormedProgram {
  readonly run: string;
  readonly source: string;
}

/** In front of every TypeScript program: lines that are gone after compiling. */
const typesOnTop = `// @ts-nocheck
/** What a program of the matrix asks. */
interface Question {
  readonly mark: string;
  readonly streamed?: boolean;
}
type Answer<Text extends string = string> = { readonly text: Text; readonly of: Question };
declare const unused: Answer;

`;

/**
 * Writes the given programs, which are ES modules without top-level await, into a folder in every form.
 * @param sources absolute paths
 * @returns by path of the source, then by form
 */
export async function writePrograms(
  sources: readonly string[],
  folder: string,
): Promise<Map<string, Record<ProgramForm, FormedProgram>>> {
  for (const part of ['src', 'out']) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  const written = new Map(sources.map((source) => writeForms(source, folder)));
  await compile(folder);
  return written;
}

function writeForms(source: string, folder: string): [string, Record<ProgramForm, FormedProgram>] {
  const name = basename(source, '.mjs');
  const text = readFileSync(source, 'utf8');
  const [esm, cjs, ts] = [
    join(folder, `${name}.mjs`),
    join(folder, `${name}.cjs`),
    join(folder, 'src', `${name}.ts`),
  ];
  writeFileSync(esm, text);
  writeFileSync(cjs, toCommonJs(text));
  writeFileSync(ts, typesOnTop + text);
  const compiled = join(folder, 'out', `${name}.js`);
  const forms = {
    esm: { run: esm, source: esm },
    cjs: { run: cjs, source: cjs },
    ts: { run: compiled, source: ts },
  };
  return [source, forms];
}

/** Puts `require` where there was `import`, on the same lines, as one would have written it. */
function toCommonJs(text: string): string {
  return text.replace(/^import ([^'"]+) from ('[^']+');$/gm, (_, names: string, from: string) => {
    const [, main, all, some] = /^(\w+)?,?\s*(?:\* as (\w+))?(\{.*\})?$/s.exec(names) ?? [];
    const statements = [
      main && `const ${main} = ((m) => m.default ?? m)(require(${from}));`,
      all && `const ${all} = require(${from});`,
      some && `const ${some.replaceAll(' as ', ': ')} = require(${from});`,
    ];
    return statements.filter(Boolean).join(' ');
  });
}

/** As programs for the oldest Node here are compiled. */
async function compile(folder: string): Promise<void> {
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    rootDir: 'src',
    outDir: 'out',
    sourceMap: true,
    noCheck: true,
    types: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  await runCommand(join(projectRoot, 'node_modules', '.bin', 'tsc'), ['-p', folder]);
}
