import { type ParseArgsConfig, parseArgs } from 'node:util';
import { usageError } from './commandError';

/** How something is printed. */
export type ReportFormat = 'text' | 'json' | 'markdown';

/** Where verdicts go besides the terminal. */
export interface CheckOptions {
  /** Nobody looks: no verdict is no pass. */
  readonly ci: boolean;
  /** Paths of files to be written. */
  readonly junit?: string;
  readonly summary?: string;
}

export const checkOptions = {
  ci: { type: 'boolean', default: false },
  junit: { type: 'string' },
  summary: { type: 'string' },
} as const;

export const formatOptions = {
  json: { type: 'boolean', default: false },
  markdown: { type: 'boolean', default: false },
} as const;

/**
 * Reads arguments.
 * @throws CommandError when they make no sense
 */
export function parseOptions<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')) throw error;
    throw usageError((error as Error).message.split('. ')[0] as string);
  }
}

/** @throws CommandError when both are asked for */
export function readFormat({
  json,
  markdown,
}: {
  readonly json: boolean;
  readonly markdown: boolean;
}): ReportFormat {
  if (json && markdown) throw usageError('A report is either --json or --markdown.');
  if (json) return 'json';
  return markdown ? 'markdown' : 'text';
}
