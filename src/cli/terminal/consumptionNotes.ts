import type { CallSiteSummary } from '../../analysis/callSiteSummary';
import { describeConsumption } from '../../analysis/consumption';
import type { Pause } from '../../model/run';
import { labelSite } from './callText';
import { type Screen, wrap } from './screen';

/** What is to be said of how the program took its answers, place by place; nothing when it kept up. */
export function drawConsumptionNotes(
  sites: readonly CallSiteSummary[],
  pauses: readonly Pause[],
  screen: Screen,
): string[] {
  const notes = sites.flatMap((site) => {
    const sentences = describeConsumption(site.calls, pauses);
    return sentences.length === 0 ? [] : [`${labelSite(site)}: ${sentences.join(' ')}`];
  });
  const lines = notes.flatMap((note) => wrap(note, screen.width));
  return lines.length === 0 ? [] : ['', ...lines.map((line) => screen.paint('yellow', line))];
}
