/** What runs the program: others than Node read its options and offer its modules, too. */
export interface Runtime {
  readonly name: 'node' | 'bun' | 'deno';
  readonly version: string;
}

interface DenoPermissions {
  querySync(descriptor: { readonly name: string }): { readonly state: string };
}

/** Named by the versions it tells; a program that only imitates a runtime has not begun yet. */
export function findRuntime(): Runtime {
  const { bun, deno, node } = process.versions;
  if (bun !== undefined) return { name: 'bun', version: bun };
  if (deno !== undefined) return { name: 'deno', version: deno };
  return { name: 'node', version: node };
}

/**
 * Whether the environment may be looked at and the run's folder be written to without a question: where the program was
 * not given leave for that, Deno would stop it and ask the person.
 */
export function mayLookAround(): boolean {
  const { permissions } = (globalThis as { Deno?: { permissions?: DenoPermissions } }).Deno ?? {};
  if (process.versions.deno === undefined || !permissions) return true;
  return ['env', 'read', 'write', 'sys'].every((name) => permissions.querySync({ name }).state === 'granted');
}
