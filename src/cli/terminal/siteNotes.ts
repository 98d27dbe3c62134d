import type { CallSiteSummary } from '../../analysis/callSiteSummary';
import { describeConsumption } from '../../analysis/consumption';
import { describeRateLimits } from '../../analysis/rateLimits';
import type { Pause } from '../../model/run';
import { labelSite } from './callText';
import { type Screen, wrap } from './screen';

/** What is to be said beside the figures, place by place: limits that were met, answers that the program held up. */
export function drawSiteNotes(
  sites: readonly CallSiteSummary[],
  pauses: readonly Pause[],
  screen: Screen,
): string[] {
  const notes = sites.flatMap((site) => {
    const sentences = [...describeRateLimits(site.calls), ...describeConsumption(site.calls, pauses)];
    return sentences.length === 0 ? [] : [`${labelSite(site)}: ${sentences.join(' ')}`];
  });
  const lines = notes.flatMap((note) => wrap(note, screen.width));
  return lines.length === 0 ? [] : ['', ...lines.map((line) => screen.paint('yellow', line))];
}
