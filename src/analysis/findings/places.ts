import { type CallSite, callSiteIdOf, type SourceFrame } from '../../model/attribution';
import type { Call } from '../../model/call';
import type { Activity } from '../activity';

/** The line that an activity is shown at; undefined where none was found. */
export function siteOfActivity(activity: Activity): CallSite | undefined {
  const attribution = activity.kind === 'call' ? activity.call.attribution : activity.work.work.attribution;
  return attribution?.site;
}

/** The lines of some activities, each once, the one with the most of them first. */
export function placesOf(activities: readonly Activity[]): readonly SourceFrame[] {
  return distinctSites(activities.map(siteOfActivity));
}

/** The lines of some calls, each once, the one with the most of them first. */
export function placesOfCalls(calls: readonly Call[]): readonly SourceFrame[] {
  return distinctSites(calls.map(({ attribution }) => attribution.site));
}

/** The same lines with this one first. */
export function startAt(line: SourceFrame, places: readonly SourceFrame[]): readonly SourceFrame[] {
  const id = callSiteIdOf(line);
  return [line, ...places.filter((place) => callSiteIdOf(place) !== id)];
}

function distinctSites(sites: readonly (CallSite | undefined)[]): readonly SourceFrame[] {
  const counts = new Map<string, { site: CallSite; count: number }>();
  for (const site of sites) {
    if (!site) continue;
    const known = counts.get(site.id);
    if (known) known.count += 1;
    else counts.set(site.id, { site, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ site }) => site);
}
