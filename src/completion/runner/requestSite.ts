import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import type { PlannedCase } from '../plan';
import { sampleFunctionName } from '../plan';

/** Calls a function from a place in the suite's file, as far as any stack can tell. */
export type RequestSite = <T>(sampleId: string, work: () => T) => T;

type Compiled = (name: string, work: () => unknown) => () => unknown;

/** The call in it is the place; the name of the function around it is computed, since it may hold any character. */
const head = '(n,f)=>({[n]:()=>';
const call = 'f()})[n]';

/** Makes the places from which the requests of a suite are made: one for each case, at its line. */
export class RequestSites {
  private readonly starts: readonly number[];
  private readonly sites = new Map<string, RequestSite>();

  constructor(private readonly suiteFile: string) {
    this.starts = lineStarts(readText(suiteFile));
  }

  of(planned: PlannedCase): RequestSite {
    const known = this.sites.get(planned.id) ?? this.make(planned);
    this.sites.set(planned.id, known);
    return known;
  }

  private make({ name, line, column }: PlannedCase): RequestSite {
    const compiled = this.compile(line, column);
    return <T>(sampleId: string, work: () => T) => compiled(sampleFunctionName(name, sampleId), work)() as T;
  }

  /**
   * As many characters are in front of the call as are in front of the place in the file: by that a debugger, and the
   * probe, tell whether a file holds what runs.
   */
  private compile(line: number, column: number): Compiled {
    const offset = Math.max((this.starts[line - 1] ?? 0) + column - 1, head.length);
    return new Script(head.padEnd(offset) + call, {
      filename: this.suiteFile,
      lineOffset: line - 1,
      columnOffset: column - 1 - offset,
    }).runInThisContext() as Compiled;
  }
}

/** A suite that is gone, or was never saved, has no characters in front of its cases. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return '';
  }
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n?|[\n\u2028\u2029]/g)].map(({ index, 0: end }) => index + end.length)];
}
