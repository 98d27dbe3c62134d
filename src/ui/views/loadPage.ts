import * as vscode from 'vscode';
import { buildWebviewHtml } from './webviewHtml';

export interface Page {
  readonly title: string;
  /** Its script is `dist/webview/<name>.js`; style and icon are `<name>.css` and `.svg` in `media`. */
  readonly name: string;
}

/** Fills a panel with one of our pages, which may load what belongs to it and nothing else. */
export function loadPage(panel: vscode.WebviewPanel, extensionUri: vscode.Uri, { title, name }: Page): void {
  const { webview } = panel;
  const dist = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const media = vscode.Uri.joinPath(extensionUri, 'media');
  const uriOf = (folder: vscode.Uri, file: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [dist, media] };
  panel.iconPath = vscode.Uri.joinPath(media, `${name}.svg`);
  webview.html = buildWebviewHtml({
    title,
    cspSource: webview.cspSource,
    script: uriOf(dist, `${name}.js`),
    style: uriOf(media, `${name}.css`),
  });
}
