import type { Endpoints } from '../protocol/endpoints';
import { type Attribution, environmentNames } from '../protocol/environment';

export interface ProbeEnvironmentOptions {
  /** Absolute path of the installed probe; see `installProbe`. */
  readonly probePath: string;
  /** The run's spool folder. */
  readonly spoolFolder: string;
  /** The person's own endpoints. */
  readonly endpoints?: Endpoints;
  /** `full` when it is left out. */
  readonly attribution?: Attribution;
  /** What the program would get anyway; its `NODE_OPTIONS` are kept. */
  readonly existing: Readonly<Record<string, string | null | undefined>>;
}

/** The variables to set, on top of the existing ones, for a Node program and its children to be seen. */
export function buildProbeEnvironment(options: ProbeEnvironmentOptions): Record<string, string> {
  const { endpoints = {}, attribution = 'full' } = options;
  return {
    NODE_OPTIONS: addRequire(options.existing.NODE_OPTIONS ?? '', options.probePath),
    [environmentNames.spool]: options.spoolFolder,
    ...(hasAny(endpoints) && { [environmentNames.endpoints]: JSON.stringify(endpoints) }),
    ...(attribution !== 'full' && { [environmentNames.attribution]: attribution }),
  };
}

function hasAny(endpoints: Endpoints): boolean {
  return Object.keys(endpoints).length > 0;
}

/** Puts the probe first, so that it sees what the user's own preloads do as well. */
function addRequire(nodeOptions: string, probePath: string): string {
  if (splitNodeOptions(nodeOptions).includes(probePath)) return nodeOptions;
  return `--require ${quoteNodeOption(probePath)} ${nodeOptions}`.trimEnd();
}

/** Node splits at spaces, groups by double quotes and takes a backslash as an escape inside them alone. */
function quoteNodeOption(value: string): string {
  return /[\s"\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
}

/** Splits as Node does; https://nodejs.org/api/cli.html#node_optionsoptions. */
function splitNodeOptions(nodeOptions: string): string[] {
  const words = nodeOptions.match(/(?:"(?:\\.|[^"\\])*"|[^ "])+/g) ?? [];
  return words.map((word) =>
    word.replace(/"((?:\\.|[^"\\])*)"/g, (_, inner: string) => unescapeQuoted(inner)),
  );
}

function unescapeQuoted(inner: string): string {
  return inner.replace(/\\(.)/g, '$1');
}
