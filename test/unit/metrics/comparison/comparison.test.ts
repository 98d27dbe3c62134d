import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CallMetrics, computeCallMetrics } from '../../../../src/metrics/callMetrics';
import type { MetricName } from '../../../../src/metrics/metric';
import { projectRoot } from '../../../support/projectRoot';
import { otherReadings, type Reading } from './otherTools';
import { chunks, workedCall } from './workedStream';

const page = readFileSync(join(projectRoot, 'docs', 'comparison.md'), 'utf8');

/** Cells of the rows of that table of the page whose header begins so. */
function rowsUnder(header: string): string[][] {
  const table = page.slice(page.indexOf(`| ${header} |`)).split('\n\n')[0] ?? '';
  return table
    .split('\n')
    .slice(2)
    .filter((row) => row !== '')
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

function figure(metrics: CallMetrics, name: MetricName): number {
  const { value } = metrics[name];
  assert.ok(value !== undefined, name);
  return value;
}

/** What Latency Lens says of the stream, out of its bytes. */
function ourReading(): Reading {
  const metrics = computeCallMetrics(workedCall());
  return {
    tool: '**Latency Lens**',
    ttft: `${figure(metrics, 'ttft')} (visible ${figure(metrics, 'ttfvt')})`,
    perToken: `TPOT ${figure(metrics, 'tpot').toFixed(1)}; ICL p50 ${figure(metrics, 'iclMedian')}, max ${figure(metrics, 'iclMax')}`,
    latency: `${figure(metrics, 'e2e')}`,
  };
}

describe('the comparison in docs/comparison.md', () => {
  const readings = [ourReading(), ...otherReadings];

  it('shows what each tool says of the stream', () => {
    assert.deepEqual(
      rowsUnder('Tool'),
      readings.map(({ tool, ttft, perToken, latency }) => [tool, ttft, perToken, latency]),
    );
  });

  it('shows the stream that is measured', () => {
    const rows = rowsUnder('At (ms)').filter(([, , tokens]) => tokens !== '');
    assert.deepEqual(
      rows.map(([at, , tokens]) => [Number(at), Number(tokens)]),
      chunks.map(({ at, tokens }) => [at, tokens]),
    );
  });

  it('says how far apart they are', () => {
    const ttfts = readings.map(({ ttft }) => Number.parseFloat(ttft));
    assert.equal(Math.max(...ttfts) / Math.min(...ttfts), 4);
    assert.match(page, /a factor of 4 apart/);
    const perToken = readings.flatMap(({ perToken }) =>
      [...perToken.matchAll(/(?:TPOT|ITL) (\d+\.\d)/g)].map(([, value]) => Number(value)),
    );
    assert.equal((Math.max(...perToken) / Math.min(...perToken)).toFixed(1), '3.1');
    assert.match(page, /a factor of 3\.1/);
  });
});
