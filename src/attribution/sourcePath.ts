import { access } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a runtime or a source map calls a file. */
export type NamedSource =
  | { readonly kind: 'file'; readonly path: string }
  /** Code of the runtime itself. */
  | { readonly kind: 'runtime' }
  /** A name that says which file it was within a project, as bundlers give it. */
  | { readonly kind: 'project'; readonly relative: string }
  /** Code without any file. */
  | { readonly kind: 'nowhere' };

/** Reads the name of a script or of a map's source. */
export function readSourceName(name: string): NamedSource {
  if (name.startsWith('file:')) return readFileUrl(name);
  if (isAbsolute(name)) return { kind: 'file', path: withLowerCaseDrive(name) };
  if (/^(node:|native |wasm:|<anonymous>$)/.test(name)) return { kind: 'runtime' };
  const relative = /^[a-z][a-z0-9+.-]+:\/\/[^/]*\/(.+)$/i.exec(name)?.[1];
  return relative === undefined
    ? { kind: 'nowhere' }
    : { kind: 'project', relative: cleanRelative(relative) };
}

/**
 * Finds the file that a bundler names by its path within the project: the project is the nearest folder around the
 * generated file that has it.
 */
export async function findInProject(relative: string, generated: string): Promise<string | undefined> {
  for (let folder = dirname(generated); ; folder = dirname(folder)) {
    const candidate = join(folder, relative);
    if (await exists(candidate)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * A source's path, or where the same path is within the project when it was compiled in another place: in a container,
 * or with a `sourceRoot` that only its server knows.
 */
export async function findElsewhere(path: string, generated: string): Promise<string> {
  if (isInstalled(path) || (await exists(path))) return path;
  const relative = path.replace(/^([a-z]:)?[\\/]+/i, '');
  return (await findInProject(relative, generated)) ?? path;
}

/** Whether a path is of an installed package, a package manager, or a tool around the program: not the user's code. */
export function isInstalled(path: string): boolean {
  return foreignPlaces.some((place) => place.test(path.replaceAll('\\', '/')));
}

/**
 * Whether tools keep compiled files of the user's there, for example `node_modules/.cache`: code in it is the user's
 * exactly if its source map leads out of it.
 */
export function isToolCache(path: string): boolean {
  return /\/node_modules\/\.(?!pnpm\/)(?!.*\/node_modules\/)/.test(path.replaceAll('\\', '/'));
}

const foreignPlaces: readonly RegExp[] = [
  /(^|\/)node_modules\//,
  /\/\.yarn\/(cache|unplugged|releases|sdks|__virtual__)\//,
  /\/\.pnp\.(cjs|loader\.mjs)$/,
  /\/\.(vscode|vscodium|cursor|windsurf)[a-z-]*\/extensions\//,
  /\/ms-vscode\.js-debug[^/]*\//,
  // What calls the extensions of an editor, and puts its own `fetch` in front of the runtime's.
  /\/out\/vs\/workbench\/api\/node\/extensionHostProcess\.js$/,
];

function readFileUrl(url: string): NamedSource {
  try {
    return { kind: 'file', path: withLowerCaseDrive(fileURLToPath(url)) };
  } catch {
    return { kind: 'nowhere' };
  }
}

/** Editors name drives in lower case, runtimes in upper case. */
function withLowerCaseDrive(path: string): string {
  return path.replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
}

/** `(rsc)/./app/page.tsx?1a2b` and `[project]/app/page.tsx` are both `app/page.tsx`. */
function cleanRelative(relative: string): string {
  return decode(relative)
    .replace(/\?[^/]*$/, '')
    .replace(/^(\([^)/]*\)\/|\[project\]\/|\.\/)+/, '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
