import type { KeySource, SuiteTarget } from './suite';

/** Where the keys of a target are: its own, and those in its headers. */
export function keySourcesOf({ key, headers }: SuiteTarget): KeySource[] {
  const inHeaders = Object.values(headers).filter((value) => typeof value !== 'string');
  return [...(key ? [key] : []), ...inHeaders];
}
