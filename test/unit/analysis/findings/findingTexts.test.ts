import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingTexts } from '../../../../src/analysis/findings/findingTexts';
import { projectRoot } from '../../../support/projectRoot';

const page = readFileSync(join(projectRoot, 'docs', 'findings.md'), 'utf8');

describe('findingTexts', () => {
  for (const [name, { label, meaning }] of Object.entries(findingTexts)) {
    it(`says of ${name} what docs/findings.md says`, () => {
      assert.ok(page.includes(`### ${label}\n\`${name}\`: ${meaning}\n`));
    });
  }

  it('has every heading of the page', () => {
    const headings = [...page.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(
      headings.sort(),
      Object.values(findingTexts)
        .map(({ label }) => label)
        .sort(),
    );
  });
});
