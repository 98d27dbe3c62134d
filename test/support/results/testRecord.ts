/**
 * What a suite writes down while it runs, one JSON object a line. A file without an `end` is of a suite that broke
 * off; its last `begin` without a result names the test it broke off in.
 */
export type TestRecord = TestBegin | TestResult | { readonly kind: 'end' };

export interface TestBegin {
  readonly kind: 'begin';
  readonly title: readonly string[];
}

export interface TestResult {
  readonly kind: 'result';
  /** Titles from the outermost `describe` down to the test. */
  readonly title: readonly string[];
  readonly milliseconds: number;
  /** Message and stack; missing when the test passed. */
  readonly failure?: string;
}
