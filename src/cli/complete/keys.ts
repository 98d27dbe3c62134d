import { keySourcesOf } from '../../completion/suite/keySources';
import type { KeySource, Suite, SuiteTarget } from '../../completion/suite/suite';
import { CommandError } from '../commandError';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The keys that targets name, by where they are. In a terminal a secret of the editor comes from an environment variable
 * as well.
 * @throws CommandError when one is missing, which is told before anything runs
 */
export function readKeys(
  targets: readonly SuiteTarget[],
  environment: Environment,
): (source: KeySource) => string | undefined {
  for (const target of targets) {
    for (const source of keySourcesOf(target)) {
      if (!environment[variableOf(source)]) throw describeMissing(target, source);
    }
  }
  return (source) => environment[variableOf(source)];
}

/** `LATENCY_LENS_SECRET_MY_KEY` for the secret `my key`. */
function variableOf(source: KeySource): string {
  if ('env' in source) return source.env;
  return `LATENCY_LENS_SECRET_${source.secret.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
}

function describeMissing({ label }: Suite['targets'][number], source: KeySource): CommandError {
  const variable = variableOf(source);
  const [what, action] =
    'env' in source
      ? [`the environment variable ${variable} is not set`, 'Set it, and run the suite again.']
      : [
          `the secret \`${source.secret}\` is in the editor, which a terminal can't ask`,
          `Set the environment variable ${variable} to it, and run the suite again.`,
        ];
  return new CommandError(`A key of ${label} is missing: ${what}.`, action, 2);
}
