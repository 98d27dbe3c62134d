import type { NodeMajor } from '../../support/vscode/installNode';
import { listFaults, type Result } from './matrixTable';
import { programForms } from './programForms';

/** A run of the matrix as Markdown: where it ran, right cells of all by program, form and Node, and what is wrong. */
export function writeReport(results: readonly Result[], command: string, minutes: number): string {
  const right = results.filter(isRight).length;
  const calls = results.reduce((sum, result) => sum + result.calls, 0);
  const wrong = results.reduce((sum, result) => sum + result.wrongConfident, 0);
  const uncertain = results.reduce((sum, result) => sum + result.uncertain, 0);
  const faults = listFaults(results);
  return [
    '# Released SDKs under the probe',
    '',
    `\`${command}\`, ${new Date().toISOString().slice(0, 10)}, ${minutes.toFixed(1)} minutes on ${process.platform}`,
    `${process.arch}. Node ${versionsOf(results).join(', ')}.`,
    '',
    `${right} of ${results.length} cells right; ${calls} calls. Confident and wrong: ${wrong} lines.`,
    `Not certain: ${uncertain} lines.`,
    '',
    'Cells that are right, of all, by program and by Node, in each form.',
    '',
    ...drawCounts(results),
    '',
    ...(faults ? ['## What is wrong', '', '```', faults, '```', ''] : []),
  ].join('\n');
}

function versionsOf(results: readonly Result[]): string[] {
  return [...new Set(results.map(({ of }) => of.node.version))].sort();
}

function drawCounts(results: readonly Result[]): string[] {
  const majors = [...new Set(results.map(({ of }) => of.node.major))].sort();
  const subjects = [...new Set(results.map(({ of }) => of.subject))];
  const forms = [...new Set([...programForms, ...results.map(({ of }) => of.form)])];
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['Program', 'Form', 'Styles', ...majors.map((major) => `Node ${major}`)]),
    row(['---', '---', ...majors.map(() => '---:'), '---:']),
    ...subjects.flatMap((subject) =>
      forms.flatMap((form) => {
        const own = results.filter(({ of }) => of.subject === subject && of.form === form);
        if (own.length === 0) return [];
        const styles = new Set(own.map(({ mark }) => mark)).size;
        return row([subject, form, String(styles), ...majors.map((major) => countOn(own, major))]);
      }),
    ),
  ];
}

/** `–` where the package does not run. */
function countOn(results: readonly Result[], major: NodeMajor): string {
  const own = results.filter(({ of }) => of.node.major === major);
  return own.length === 0 ? '–' : `${own.filter(isRight).length}/${own.length}`;
}

function isRight({ faults }: Result): boolean {
  return faults.length === 0;
}
