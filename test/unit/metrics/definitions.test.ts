import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricDefinitions } from '../../../src/metrics/definitions';
import { projectRoot } from '../../support/projectRoot';

const documentation = readFileSync(join(projectRoot, 'docs', 'metrics.md'), 'utf8');

describe('metricDefinitions', () => {
  for (const [name, { label, formula, definition }] of Object.entries(metricDefinitions)) {
    it(`says of ${name} what docs/metrics.md says`, () => {
      assert.ok(documentation.includes(`| ${label} | ${formula} | ${definition} |`));
    });
  }

  it('gives every metric a label of its own', () => {
    const labels = Object.values(metricDefinitions).map(({ label }) => label);
    assert.equal(new Set(labels).size, labels.length);
  });
});
