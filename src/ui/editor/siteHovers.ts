import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { formatHover } from '../hover/hoverText';
import { trustedMarkdown } from '../hover/trustedMarkdown';
import type { ShownSites } from './shownSites';

/** Explains the calls of a line when the pointer rests on it. */
export function registerSiteHovers(sites: ShownSites): Disposable {
  const provider: vscode.HoverProvider = {
    provideHover(document, { line }) {
      const contents = sites
        .of(document)
        .filter((site) => site.line === line)
        .map((site) => trustedMarkdown(formatHover(site.run, site.summary, site)));
      return contents.length === 0 ? undefined : new vscode.Hover(contents, document.lineAt(line).range);
    },
  };
  return vscode.languages.registerHoverProvider({ scheme: 'file' }, provider);
}
