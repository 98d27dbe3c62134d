import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { HumanError } from '../../base/humanError';
import { viewIds } from '../contributions';
import type { TraceFiles } from '../traceFiles';
import type { TimelinePanels } from './timelinePanels';

/** Shows the timeline when a trace file is opened like any other file. */
export function registerTraceEditor(traceFiles: TraceFiles, timelines: TimelinePanels): Disposable {
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => {} }),
    async resolveCustomEditor({ uri }, panel) {
      try {
        timelines.show(await traceFiles.load(uri), panel);
      } catch (error) {
        panel.webview.html = buildFailurePage(error);
      }
    },
  };
  return vscode.window.registerCustomEditorProvider(viewIds.trace, provider);
}

/** Says in place of the timeline why there is none. */
function buildFailurePage(error: unknown): string {
  const lines = error instanceof HumanError ? [error.message, error.action] : [String(error)];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>Trace</title>
</head>
<body>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
