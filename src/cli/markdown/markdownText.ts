type Align = 'left' | 'right';

/** Text that can mean no markup, in one line. Whatever comes from outside goes through this. */
export function literal(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').replace(/[\\`*_{}[\]<>#|~@&]/g, (character) => `\\${character}`);
}

/** Text as it is, in the letters of code; within a table, too. */
export function code(text: string): string {
  const line = text
    .replace(/\p{Cc}+/gu, ' ')
    .replaceAll('`', "'")
    .replaceAll('|', '\\|');
  return `\`${line}\``;
}

/** A table; cells are Markdown. */
export function table(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  aligned: readonly Align[],
): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(titles), line(aligned.map((align) => (align === 'right' ? '--:' : ':--'))), ...rows.map(line)];
}

/**
 * Lines that are shown when a person opens them. Between the tags and Markdown there have to be empty lines.
 * @param summary plain text
 */
export function details(summary: string, lines: readonly string[]): string[] {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  const html = summary.replace(/\p{Cc}+/gu, ' ').replace(/[&<>]/g, (character) => entities[character] ?? '');
  return ['<details>', `<summary>${html}</summary>`, '', ...lines, '', '</details>', ''];
}
