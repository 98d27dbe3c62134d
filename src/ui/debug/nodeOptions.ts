import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** What a launch configuration of the JavaScript debugger says about the program's environment. */
export interface ConfiguredEnvironment {
  /** A `null` takes the variable away from the program. */
  readonly env?: Readonly<Record<string, string | null | undefined>>;
  readonly envFile?: string | null;
}

/**
 * The `NODE_OPTIONS` that the user asked for in a launch configuration, or undefined. The debugger lets `env` win over
 * `envFile`; once we write `env.NODE_OPTIONS`, what the file says would be lost, so it is read here. What the editor
 * itself inherited is left out: the debugger adds that on its own.
 */
export function configuredNodeOptions(configuration: ConfiguredEnvironment): string | undefined {
  const own = Object.entries(configuration.env ?? {}).find(([name]) => isNodeOptions(name));
  if (own) return own[1] ?? undefined;
  return Object.entries(readEnvFile(configuration.envFile)).find(([name]) => isNodeOptions(name))?.[1];
}

/** Names of environment variables have no case on Windows. */
export function isNodeOptions(name: string): boolean {
  return (process.platform === 'win32' ? name.toUpperCase() : name) === 'NODE_OPTIONS';
}

/** A file that can't be read is the debugger's to complain about. */
function readEnvFile(path: string | null | undefined): Readonly<Record<string, string | undefined>> {
  if (!path) return {};
  try {
    return parseEnv(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    return {};
  }
}
