import type { CallSiteId } from '../base/units';
import type { Attribution } from '../model/attribution';
import type { RawFrame } from '../protocol/probeRecords';
import { chooseSite } from './chooseSite';
import { SourceMapper, type SourceMapperOptions } from './sourceMapper';

/** Finds the lines of one run's requests; what it has found helps it find more. */
export class SiteFinder {
  private readonly mapper: SourceMapper;
  private readonly known = new Set<CallSiteId>();

  constructor(options: SourceMapperOptions = {}) {
    this.mapper = new SourceMapper(options);
  }

  /** @param frames candidates in the order they are to be tried */
  find(frames: readonly RawFrame[]): Promise<Attribution> {
    return chooseSite(frames, this.mapper, this.known);
  }
}
