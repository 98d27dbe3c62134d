import type { MatrixCase } from '../matrixCase';
import type { Cell } from './judge';

/** A cell with the case it belongs to. */
export interface Result extends Cell {
  readonly of: MatrixCase;
}

/**
 * Draws one row per subject and mark, one column per form and Node. `●` right, `○` right but of a style that is not
 * decoded yet, `✗` wrong, `·` no such case: the package does not run there.
 */
export function drawTable(results: readonly Result[]): string {
  const columns = [...new Set(results.map(columnOf))].sort();
  const rows = new Map<string, Result[]>();
  for (const result of results) {
    const key = `${result.of.subject}  ${result.mark}`;
    rows.set(key, [...(rows.get(key) ?? []), result]);
  }
  const width = Math.max(...[...rows.keys()].map((key) => key.length));
  const head = `${''.padEnd(width)}  ${columns.map((column) => column.padStart(8)).join('')}`;
  const lines = [...rows].map(([key, own]) => {
    const marks = columns.map((column) => drawCell(own.find((result) => columnOf(result) === column)));
    return `${key.padEnd(width)}  ${marks.map((mark) => mark.padStart(8)).join('')}`;
  });
  return [head, ...lines].join('\n');
}

/** One line per different fault, with the cells that have it. */
export function listFaults(results: readonly Result[]): string {
  const byFault = new Map<string, string[]>();
  for (const result of results) {
    for (const fault of result.faults) {
      const key = `${result.of.subject}: ${fault.replace(/\/\S*\/(\S+:\d+:\d+)/g, '$1')}`;
      byFault.set(key, [...(byFault.get(key) ?? []), `${result.mark} ${columnOf(result)}`]);
    }
  }
  return [...byFault].map(([fault, cells]) => `✗ ${fault}\n    ${summarise(cells)}`).join('\n');
}

function summarise(cells: readonly string[]): string {
  const shown = cells.slice(0, 6).join(', ');
  return cells.length > 6 ? `${shown} and ${cells.length - 6} more` : shown;
}

function columnOf({ of: { form, node } }: Result): string {
  return `${form} ${node.major}`;
}

function drawCell(result: Result | undefined): string {
  if (!result) return '·';
  if (result.faults.length > 0) return '✗';
  return result.decoded ? '●' : '○';
}
