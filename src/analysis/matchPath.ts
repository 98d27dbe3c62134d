/**
 * Whether a file is meant by a glob: `*` stands for anything but a slash, `**` for anything, `?` for one character,
 * `{a,b}` for one of several. A glob that does not begin with a slash or a drive counts from the folder, or, when it
 * names no folder at all, from anywhere.
 * @param file absolute path
 * @param folder absolute path, empty when there is none
 */
export function matchPath(file: string, glob: string, folder: string): boolean {
  const [path, root, pattern] = [file, folder, glob.replace(/^\.[\\/]/, '')].map(withSlashes) as [
    string,
    string,
    string,
  ];
  const prefix = prefixOf(pattern, root);
  return new RegExp(`^${prefix}${toRegExp(pattern.replace(/^\*\*\//, ''))}$`).test(path);
}

function prefixOf(pattern: string, folder: string): string {
  if (/^(\/|[a-z]:\/)/.test(pattern)) return '';
  const isAnywhere = folder === '' || pattern.startsWith('**/') || !pattern.includes('/');
  return isAnywhere ? '(?:.*/)?' : escapeRegExp(`${folder.replace(/\/$/, '')}/`);
}

/** Editors name drives in lower case, people in upper case. */
function withSlashes(path: string): string {
  return path.replaceAll('\\', '/').replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
}

function toRegExp(pattern: string): string {
  return pattern.replace(/\*\*\/?|\*|\?|\{([^}]*)\}|[.+^${}()|[\]\\]/g, (token, choices?: string) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    return choices === undefined ? `\\${token}` : `(?:${choices.split(',').map(escapeRegExp).join('|')})`;
  });
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
