import type { TimelineFinding } from '../src/protocol/timelineAnalysis';
import { build } from './dom';

/** What the person can do with a finding. */
export interface FindingActions {
  /** Shows the calls that it was seen on. */
  readonly mark: (finding: TimelineFinding) => void;
  /** Opens one of its lines. */
  readonly openPlace: (finding: TimelineFinding, place: number) => void;
  /** Shows more of it, or less. */
  readonly expand: (findingId: string) => void;
  /** Switches its what-if. */
  readonly whatIf: (findingId: string) => void;
}

/** How a finding is shown. */
export interface FindingLook {
  readonly isExpanded: boolean;
  /** Its what-if is switched on. */
  readonly isOn: boolean;
}

/** A finding: what it is and what it costs; expanded also how one can tell, and what to do. */
export function buildFinding(
  finding: TimelineFinding,
  look: FindingLook,
  actions: FindingActions,
): HTMLElement {
  return build(
    'li',
    {
      className: 'finding',
      data: { finding: finding.id, certainty: finding.certainty, on: String(look.isOn) },
    },
    buildTitle(finding, look, actions),
    build(
      'div',
      { className: 'finding-facts' },
      buildPlace(finding, 0, actions),
      build('span', { className: 'certainty', textContent: finding.certainty }),
      finding.hasWhatIf ? buildSwitch(finding, look, actions) : undefined,
    ),
    ...(look.isExpanded ? [buildBody(finding, actions)] : []),
  );
}

function buildTitle(
  finding: TimelineFinding,
  { isExpanded }: FindingLook,
  actions: FindingActions,
): HTMLElement {
  const { id, title, saving, savingOf, range } = finding;
  const button = build(
    'button',
    { className: 'finding-title', ariaExpanded: String(isExpanded), data: { key: `finding ${id}` } },
    build('span', { textContent: title }),
  );
  button.onclick = () => {
    actions.expand(id);
    actions.mark(finding);
  };
  const cost = build(
    'div',
    { className: 'saving', ...(range && { data: { definition: range } }) },
    build('strong', { textContent: saving }),
    build('span', { textContent: savingOf }),
  );
  return build('div', { className: 'finding-head' }, button, saving ? cost : undefined);
}

function buildPlace(
  finding: TimelineFinding,
  index: number,
  { openPlace }: FindingActions,
): HTMLElement | undefined {
  const place = finding.places[index];
  if (!place) return undefined;
  const link = build('button', {
    className: 'link',
    textContent: place.place,
    title: `Open this line: ${place.name}`,
    data: { key: `place ${finding.id} ${index}` },
  });
  link.onclick = () => openPlace(finding, index);
  return link;
}

function buildSwitch(
  { id, title }: TimelineFinding,
  { isOn }: FindingLook,
  actions: FindingActions,
): HTMLElement {
  const button = build(
    'button',
    {
      className: 'what-if',
      role: 'switch',
      ariaChecked: String(isOn),
      ariaLabel: `What if not: ${title}`,
      title: 'Show the run as it would have been without this',
      data: { key: `what-if ${id}` },
    },
    build('span', { className: 'knob', ariaHidden: 'true' }),
    build('span', { textContent: 'what if' }),
  );
  button.onclick = () => actions.whatIf(id);
  return button;
}

function buildBody(finding: TimelineFinding, actions: FindingActions): HTMLElement {
  const { explanation, advice, evidence, places } = finding;
  const facts = evidence.flatMap(({ label, value }) => [
    build('dt', { textContent: label }),
    build('dd', { textContent: value }),
  ]);
  const others = places.slice(1).map((_, index) => build('li', {}, buildPlace(finding, index + 1, actions)));
  return build(
    'div',
    { className: 'finding-body' },
    build('p', { textContent: explanation }),
    build('p', { className: 'advice', textContent: advice }),
    build('dl', {}, ...facts),
    others.length > 0 ? build('ul', { className: 'places' }, ...others) : undefined,
  );
}
