import * as vscode from 'vscode';
import { commandIds } from '../contributions';

/** Our own Markdown may show icons and colours, and run the commands that it links to. */
export function trustedMarkdown(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text, true);
  markdown.supportHtml = true;
  markdown.isTrusted = {
    enabledCommands: [commandIds.openTimeline, commandIds.openSource, commandIds.openResults],
  };
  return markdown;
}
