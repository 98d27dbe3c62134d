import type { TestRecord, TestResult } from './testRecord';

/** Tests that take longer than this have their time printed. */
const slowMilliseconds = 200;

/** Prints the records of one suite as they come, and sums them up. */
export class SuiteReport {
  private readonly results: TestResult[] = [];
  private underWay: string | undefined;
  private ended = false;
  private printedGroup = '';
  private readonly startedAt = Date.now();
  /** How long the suite took, known when it is closed. */
  seconds = 0;

  constructor(
    readonly suite: string,
    private readonly print: (line: string) => void,
  ) {}

  add(record: TestRecord): void {
    if (record.kind === 'begin') this.underWay = record.title.join(' › ');
    else if (record.kind === 'end') this.ended = true;
    else this.addResult(record);
  }

  /**
   * The suite's process has ended with `code`, or by a signal. That it broke off, ran no test although it should have,
   * or failed for a reason that no test tells, counts as one more failure.
   *
   * @param mayBeEmpty whether a pattern was given that may match no test of this suite
   */
  close({ code, mayBeEmpty }: { code: number | null; mayBeEmpty: boolean }): void {
    this.seconds = Math.round((Date.now() - this.startedAt) / 1000);
    const outcome = code === null ? 'it was stopped' : `exit code ${code}`;
    if (!this.ended) this.addFailure(`broke off: ${outcome}`, this.underWay ? `in: ${this.underWay}` : '');
    else if (this.results.length === 0 && !mayBeEmpty) this.addFailure('ran no test', '');
    else if (code !== 0 && this.failures.length === 0) this.addFailure(`failed: ${outcome}`, '');
  }

  get failures(): readonly TestResult[] {
    return this.results.filter((result) => result.failure !== undefined);
  }

  get passed(): number {
    return this.results.length - this.failures.length;
  }

  private addFailure(what: string, detail: string): void {
    const title = [`The ${this.suite} suite ${what}`];
    this.addResult({ kind: 'result', title, milliseconds: 0, failure: detail });
  }

  private addResult(result: TestResult): void {
    this.underWay = undefined;
    this.results.push(result);
    const group = result.title.slice(0, -1).join(' › ');
    if (group !== this.printedGroup) this.print(`  ${group}`);
    this.printedGroup = group;
    const time = result.milliseconds > slowMilliseconds ? ` (${Math.round(result.milliseconds)} ms)` : '';
    const mark = result.failure === undefined ? '✓' : '✗';
    this.print(`    ${mark} ${result.title.at(-1)}${time}`);
    if (result.failure) this.print(`      ${result.failure.split('\n', 1)[0]}`);
  }
}
