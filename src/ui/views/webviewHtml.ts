import { randomBytes } from 'node:crypto';

/** Where a webview finds what it shows. All of them are addresses within the webview's own origin. */
export interface WebviewResources {
  readonly title: string;
  /** Origin of resources as a source of the content security policy. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
}

/**
 * A page of ours: a style sheet and a script, which builds everything else. The policy lets in nothing but
 * these two: no inline code, nothing from elsewhere.
 */
export function buildWebviewHtml({ title, cspSource, script, style }: WebviewResources): string {
  const nonce = randomBytes(16).toString('base64url');
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
