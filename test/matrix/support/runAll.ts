import { withProgress } from '../../support/progress.mjs';
import type { MatrixCase } from '../matrixCase';
import { judge } from './judge';
import type { Result } from './matrixTable';
import { runCase } from './runCase';

/** Programs that run at once: as many as the smallest machine has cores. */
const lanes = 2;

/** Runs the cases and judges them; tells each on its way. */
export async function runAll(cases: readonly MatrixCase[], probePath: string): Promise<Result[]> {
  const results: Result[][] = cases.map(() => []);
  const waiting = [...cases.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, matrixCase] = next;
      const { subject, form, node } = matrixCase;
      const title = `${index + 1}/${cases.length} ${subject}, ${form}, Node ${node.version}`;
      results[index] = await withProgress(title, () => runAndJudge(matrixCase, probePath));
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return results.flat();
}

async function runAndJudge(matrixCase: MatrixCase, probePath: string): Promise<Result[]> {
  const cells = judge(matrixCase, await runCase(matrixCase, probePath));
  return cells.map((cell) => ({ ...cell, of: matrixCase }));
}
