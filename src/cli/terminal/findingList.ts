import type { RunExplanation } from '../../analysis/explainRun';
import type { Finding } from '../../analysis/findings/finding';
import { certaintyOf, formatSaving } from '../../analysis/findings/savingText';
import { describePrediction } from '../../analysis/whatIf/predictionText';
import { formatNumberOf } from '../../base/format';
import { callSiteIdOf, type SourceFrame } from '../../model/attribution';
import { labelSite } from './callText';
import { plain, type Screen, truncate, wrap } from './screen';

const MOST_FINDINGS = 5;
const MOST_PLACES = 3;
const WARNING = '!';
const GAP = 2;

/** Draws what would make a run faster: what it saves, where, and what to do. */
export function drawFindings({ findings, best, confidences }: RunExplanation, screen: Screen): string[] {
  const shown = findings.slice(0, MOST_FINDINGS);
  const savings = shown.map((finding) => formatSaving(finding) ?? WARNING);
  const width = Math.max(...savings.map(({ length }) => length));
  return [
    ...shown.flatMap((finding, index) =>
      drawFinding(
        finding,
        namePlaces(finding.places, confidences),
        (savings[index] ?? '').padStart(width),
        screen,
      ),
    ),
    ...(findings.length > shown.length
      ? [screen.paint('dim', `${formatNumberOf(findings.length - shown.length, 'lesser finding')} in --json`)]
      : []),
    ...(best ? [`Without the first one: ${screen.paint('bold', describePrediction(best.prediction))}`] : []),
  ];
}

function drawFinding(finding: Finding, places: string, saving: string, screen: Screen): string[] {
  const { title, certainty, advice } = finding;
  const doubt = certaintyOf(certainty);
  const indent = ' '.repeat(saving.length + GAP);
  const room = screen.width - indent.length;
  const [first = '', ...rest] = wrap(plain(doubt ? `${doubt}: ${title}` : title), room);
  const tone = finding.saving > 0 ? 'green' : 'yellow';
  return [
    `${screen.paint(tone, saving)}${' '.repeat(GAP)}${screen.paint('bold', first)}`,
    ...rest.map((line) => indent + screen.paint('bold', line)),
    ...(places ? [indent + screen.paint('cyan', truncate(places, room))] : []),
    ...wrap(plain(advice), room).map((line) => indent + screen.paint('dim', line)),
  ];
}

/** The line to change first, then those that it is seen at; empty where no line is known. */
export function namePlaces(
  places: readonly SourceFrame[],
  confidences: RunExplanation['confidences'],
  most = MOST_PLACES,
): string {
  const names = places.slice(0, most).map((place) => {
    const site = { ...place, id: callSiteIdOf(place) };
    return labelSite({ site, confidence: confidences.get(site.id) ?? 'high' });
  });
  const more = places.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
