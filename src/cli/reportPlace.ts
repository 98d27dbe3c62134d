import type { SourceFrame } from '../model/attribution';
import type { ReportPlace } from '../protocol/reportFile';

/** A place in the source, as documented JSON. */
export function reportPlace({ file, line, column, functionName }: SourceFrame): ReportPlace {
  return { file, line, column, function: functionName };
}
