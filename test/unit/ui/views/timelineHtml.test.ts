import { strict as assert } from 'node:assert';
import { buildTimelineHtml } from '../../../../src/ui/views/timelineHtml';

const resources = {
  cspSource: 'https://own.test',
  script: 'https://own.test/t.js',
  style: 'https://own.test/t.css',
};

describe('the page of the timeline', () => {
  it('lets in its own script by nonce and its own style, and nothing else', () => {
    const html = buildTimelineHtml(resources);
    const [, nonce] = /<script nonce="([\w-]{20,})" src="https:\/\/own\.test\/t\.js">/.exec(html) ?? [];
    assert.ok(nonce);
    const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    assert.equal(policy, `default-src 'none'; style-src https://own.test; script-src 'nonce-${nonce}'`);
  });

  it('has no inline code or style', () => {
    const html = buildTimelineHtml(resources);
    assert.doesNotMatch(html, /<style| style=| on\w+=|<script(?![^>]* src=)/);
  });

  it('has another nonce each time', () => {
    assert.notEqual(buildTimelineHtml(resources), buildTimelineHtml(resources));
  });
});
