/** Makes text safe inside Markdown, table cells and codicon syntax included: names come from servers and files. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-!~|$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/\s+/g, ' ');
}

/** A table; the first column is aligned left, the others right. Cells are Markdown. */
export function buildTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? ':--' : '--:')).join(' | ');
  const [heading = '', ...lines] = [head, ...rows].map((cells) => cells.join(' | &emsp;'));
  return [heading, rule, ...lines].map((line) => `| ${line} |`).join('\n');
}

/** A link that runs a command of the editor with one argument; what it is about shows when the pointer rests on it. */
export function buildCommandLink(
  label: string,
  command: string,
  argument: unknown,
  tooltip?: string,
): string {
  const title = tooltip === undefined ? '' : ` "${tooltip.replace(/[\\"]/g, '\\$&')}"`;
  return `[${label}](command:${command}?${encodeURIComponent(JSON.stringify([argument]))}${title})`;
}

/** Text that explains itself when the pointer rests on it. */
export function withTooltip(label: string, tooltip: string): string {
  const title = tooltip.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return `<span title="${title}">${label}</span>`;
}

/** Text on a theme colour. */
export function onColor(text: string, colorId: string): string {
  return `<span style="background-color:var(--vscode-${colorId.replaceAll('.', '-')});">${text}</span>`;
}

/** Text as it is, however many backticks there are in it. */
export function buildCodeBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
