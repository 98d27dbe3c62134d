import { certaintyWord, explainDoubt } from '../../analysis/certainty';
import { formatPlace } from '../../base/format';
import { type Attribution, callSiteIdOf, type SourceFrame } from '../../model/attribution';
import type { TimelineFrame, TimelineRow } from '../../protocol/timelineMessages';

/** What a row says about the line that it belongs to. */
export function describePlace(
  attribution: Attribution,
): Pick<TimelineRow, 'frames' | 'site' | 'certainty' | 'doubt'> {
  return {
    frames: attribution.chain.map(describeFrame),
    site: siteIndexOf(attribution),
    certainty: attribution.site && certaintyWord(attribution.confidence),
    doubt: explainDoubt(attribution),
  };
}

/** Which frame of the chain the row is shown at. */
function siteIndexOf({ site, chain }: Attribution): number {
  return Math.max(
    0,
    chain.findIndex((frame) => callSiteIdOf(frame) === site?.id),
  );
}

function describeFrame(frame: SourceFrame): TimelineFrame {
  return { name: frame.functionName ?? '(anonymous)', place: formatPlace(frame) };
}
