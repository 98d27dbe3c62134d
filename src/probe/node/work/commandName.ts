/** Words of a shell line that prepare what follows. */
const preparing = new Set(['cd', 'export', 'set', 'source', '.', 'env', 'exec', 'sudo', 'time', 'nohup']);
const shells = new Set(['sh', 'bash', 'zsh', 'dash', 'ash', 'ksh', 'fish', 'cmd', 'powershell', 'pwsh']);
const shellFlag = /^(-\w*c|\/c|-command)$/i;

/**
 * What a person calls the command: its file without folders; of a shell line, the first command in it. Arguments are
 * left out, they can hold secrets.
 * @param args as the child gets them, its own name first
 */
export function commandName(file: string, args: readonly string[] = []): string {
  const name = baseName(file);
  if (!shells.has(name.toLowerCase())) return name;
  const flagAt = args.findIndex((arg) => shellFlag.test(arg));
  const line = flagAt < 0 ? undefined : args[flagAt + 1];
  return (line ? firstCommand(line) : undefined) ?? name;
}

function firstCommand(line: string): string | undefined {
  for (const part of line.replace(/^"(.*)"$/, '$1').split(/&&|\|\||[;|&\n]/)) {
    const word = part
      .trim()
      .split(/\s+/)
      .find((each) => !/^\w+=/.test(each));
    // Anything but a plain word may be a value as well as a command.
    if (word === undefined || !/^[\w./\\:+@~-]+$/.test(word)) return undefined;
    if (!preparing.has(word)) return baseName(word);
  }
  return undefined;
}

function baseName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name.replace(/\.(exe|cmd|bat|com)$/i, '') || path;
}
