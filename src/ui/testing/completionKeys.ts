import * as vscode from 'vscode';
import { HumanError } from '../../base/humanError';
import { keySourcesOf } from '../../completion/suite/keySources';
import type { Suite } from '../../completion/suite/suite';

/** Where the editor keeps keys for each extension. */
export type KeyStorage = Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>;

/** The secret storage does not tell in every editor what it holds, so the names are kept beside it. */
const NAMES = 'latencyLens.completionKeys';

/** The keys that a person has given to the editor, by the names under which suites ask for them. */
export class CompletionKeys {
  constructor(private readonly storage: KeyStorage) {}

  /** Names of the keys that are kept. */
  get names(): readonly string[] {
    return this.storage.globalState.get<string[]>(NAMES, []);
  }

  async get(name: string): Promise<string | undefined> {
    return this.storage.secrets.get(secretId(name));
  }

  async set(name: string, key: string): Promise<void> {
    await this.storage.secrets.store(secretId(name), key);
    await this.storage.globalState.update(NAMES, [...new Set([...this.names, name])].sort());
  }

  async delete(name: string): Promise<void> {
    await this.storage.secrets.delete(secretId(name));
    await this.storage.globalState.update(
      NAMES,
      this.names.filter((kept) => kept !== name),
    );
  }

  /** Asks for a key and keeps it; undefined when the person gives none. */
  async ask(name: string, why: string): Promise<string | undefined> {
    const key = await vscode.window.showInputBox({
      title: `Completion Key “${name}”`,
      prompt: `${why} It is kept in the editor's secret storage.`,
      password: true,
      ignoreFocusOut: true,
    });
    if (key?.trim()) await this.set(name, key.trim());
    return key?.trim() || undefined;
  }
}

/** Names of the keys that a suite wants from the editor. */
export function secretNamesOf({ targets }: Suite): string[] {
  const sources = targets.flatMap(keySourcesOf);
  return [...new Set(sources.flatMap((source) => ('secret' in source ? [source.secret] : [])))];
}

/**
 * Brings the keys that a suite wants from the editor, by name. The person is asked for those that are missing.
 * @throws HumanError when one stays missing
 */
export async function gatherSecrets(
  keys: CompletionKeys,
  suite: Suite,
): Promise<ReadonlyMap<string, string>> {
  const secrets = new Map<string, string>();
  for (const name of secretNamesOf(suite)) {
    const key = (await keys.get(name)) ?? (await keys.ask(name, `The suite “${suite.name}” needs it.`));
    if (!key) throw missingKey(name);
    secrets.set(name, key);
  }
  return secrets;
}

function missingKey(name: string): HumanError {
  return new HumanError(
    `The completion key “${name}” is not set.`,
    'Run the command “Latency Lens: Set Completion Key…”, or take the key from an environment variable.',
  );
}

function secretId(name: string): string {
  return `latencyLens.completionKey:${name}`;
}
