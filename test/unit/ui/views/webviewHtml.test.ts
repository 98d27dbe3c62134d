import { strict as assert } from 'node:assert';
import { buildWebviewHtml } from '../../../../src/ui/views/webviewHtml';

const resources = {
  title: 'Timeline',
  cspSource: 'https://own.test',
  script: 'https://own.test/t.js',
  style: 'https://own.test/t.css',
};

describe('the page of a webview', () => {
  it('lets in its own script by nonce and its own style, and nothing else', () => {
    const html = buildWebviewHtml(resources);
    const [, nonce] = /<script nonce="([\w-]{20,})" src="https:\/\/own\.test\/t\.js">/.exec(html) ?? [];
    assert.ok(nonce);
    const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    assert.equal(policy, `default-src 'none'; style-src https://own.test; script-src 'nonce-${nonce}'`);
  });

  it('has no inline code or style', () => {
    const html = buildWebviewHtml(resources);
    assert.doesNotMatch(html, /<style| style=| on\w+=|<script(?![^>]* src=)/);
  });

  it('has another nonce each time', () => {
    assert.notEqual(buildWebviewHtml(resources), buildWebviewHtml(resources));
  });
});
