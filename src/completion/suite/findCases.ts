import { getNodeValue } from 'jsonc-parser';
import { hashText } from '../../base/lineHash';
import { parseSuiteText } from './parseSuiteText';

/** A case as it stands in the text of a suite now. */
export interface FoundCase {
  /** 1-based. */
  readonly line: number;
  readonly hash: string;
}

/** Tells what a file says of a case from what it said before: by its settings, so that comments and blanks don't count. */
export function hashCase(setting: object): string {
  return hashText(JSON.stringify(setting));
}

/** The cases of a suite by their names, as far as its text, which may be in the midst of being typed, can be read. */
export function findCases(text: string): ReadonlyMap<string, FoundCase> {
  const suiteText = parseSuiteText(text);
  const found = new Map<string, FoundCase>();
  for (const [index, node] of (suiteText.nodeAt(['cases'])?.children ?? []).entries()) {
    const setting: unknown = getNodeValue(node);
    if (typeof setting !== 'object' || setting === null || !('name' in setting)) continue;
    const { line } = suiteText.positionOf(['cases', index]);
    if (typeof setting.name === 'string') found.set(setting.name, { line, hash: hashCase(setting) });
  }
  return found;
}
