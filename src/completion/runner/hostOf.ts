import type { PlannedTarget } from '../plan';

/** Where a target is, without anything that could be a credential. */
export function hostOf({ baseUrl }: PlannedTarget): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : 'The server';
}
