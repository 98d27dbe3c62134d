import * as vscode from 'vscode';

export interface ShownLens {
  /** Counted from 0. */
  readonly line: number;
  readonly title: string;
  /** What its command is given. */
  readonly target: unknown;
}

/** The lenses of ours above the lines of a document that run a command. */
export async function readLenses(
  document: vscode.TextDocument,
  run = 'latencyLens.openTimeline',
): Promise<ShownLens[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  return all
    .filter(({ command }) => command?.command === run)
    .map(({ range, command }) => ({
      line: range.start.line,
      title: (command?.title ?? '').replaceAll('\u00a0', ' '),
      target: command?.arguments,
    }));
}

/** Markdown of our hover over a line, empty when there is none. */
export async function readHover(document: vscode.TextDocument, line: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(line, 12),
  );
  const texts = hovers.flatMap(({ contents }) =>
    contents.map((content) => (content as vscode.MarkdownString).value),
  );
  return texts.filter((text) => text.includes('latencyLens')).join('\n');
}
