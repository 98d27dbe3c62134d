import type { SourceFrame } from '../model/attribution';

/** A place for reading, with the file's name alone: `agent.ts:42`. */
export function formatPlace({ file, line }: Pick<SourceFrame, 'file' | 'line'>): string {
  return `${file.split(/[\\/]/).at(-1)}:${line}`;
}
