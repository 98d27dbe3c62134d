import type {
  TimelineAnalysis,
  TimelineFinding,
  TimelineGoalName,
  TimelinePrediction,
} from '../src/protocol/timelineAnalysis';
import { build, replaceChildren } from './dom';
import { buildFinding, type FindingActions } from './findingCard';
import { keepOrder } from './keepOrder';
import { lastOf } from './lastOf';

/** What the person can do in the pane. */
export interface FindingsActions extends Omit<FindingActions, 'expand'> {
  /** Ranks by another goal. */
  readonly aim: (goal: TimelineGoalName) => void;
  /** Shows the run as it was. */
  readonly clear: () => void;
}

/** Everything that the pane shows. */
export interface FindingsScene {
  readonly analysis?: TimelineAnalysis;
  readonly prediction?: TimelinePrediction;
  /** Findings whose what-if is switched on. */
  readonly whatIfs: readonly string[];
}

/** What adds latency, the costliest first, beside the waterfall. */
export class FindingsPane {
  private readonly expanded = new Set<string>();
  private shown: readonly TimelineFinding[] = [];
  private isOpen = true;
  private awaited: string | undefined;
  private redraw: () => void = () => undefined;

  /** @param node hidden while there is nothing to tell */
  constructor(
    private readonly node: HTMLElement,
    private readonly actions: FindingsActions,
  ) {}

  readonly draw = lastOf(
    (
      analysis: FindingsScene['analysis'],
      prediction: FindingsScene['prediction'],
      whatIfs: FindingsScene['whatIfs'],
    ) => {
      this.redraw = () => this.fill({ analysis, prediction, whatIfs });
      this.redraw();
    },
  );

  /** Opens a finding as soon as it is there, and the pane if need be. */
  await(findingId: string): void {
    this.isOpen = true;
    this.expanded.add(findingId);
    this.awaited = findingId;
    this.redraw();
  }

  private revealAwaited(): void {
    const card = this.awaited && this.node.querySelector(`[data-finding="${CSS.escape(this.awaited)}"]`);
    if (!card) return;
    this.awaited = undefined;
    card.scrollIntoView({ block: 'nearest' });
  }

  private fill({ analysis, prediction, whatIfs }: FindingsScene): void {
    // Nothing moves away from under the pointer.
    const isHeld = this.node.matches(':hover');
    this.shown = keepOrder(analysis?.findings ?? [], isHeld ? this.shown : []);
    this.node.hidden = this.shown.length === 0;
    this.node.classList.toggle('closed', !this.isOpen);
    if (!analysis || this.node.hidden) return;
    const { scrollTop = 0 } = this.node.querySelector('.findings-list') ?? {};
    replaceChildren(this.node, [
      this.buildHead(),
      ...(this.isOpen ? [buildGoals(analysis, this.actions), this.buildPrediction(prediction)] : []),
      ...(this.isOpen ? [this.buildList(whatIfs)] : []),
    ]);
    this.node.querySelector('.findings-list')?.scrollTo(0, scrollTop);
    this.revealAwaited();
  }

  private buildHead(): HTMLElement {
    const head = build(
      'button',
      { className: 'findings-head', ariaExpanded: String(this.isOpen), data: { key: 'findings' } },
      build('h2', { textContent: 'Findings' }),
      build('span', { className: 'count', textContent: String(this.shown.length) }),
      build('span', { className: 'twistie', ariaHidden: 'true', textContent: this.isOpen ? '⌄' : '›' }),
    );
    head.onclick = () => {
      this.isOpen = !this.isOpen;
      this.redraw();
    };
    return head;
  }

  private buildPrediction(prediction: TimelinePrediction | undefined): HTMLElement {
    const node = build('div', { className: 'prediction', role: 'status', hidden: prediction === undefined });
    if (!prediction) return node;
    const { before, after, range, caveats } = prediction;
    const clear = build('button', {
      className: 'link',
      textContent: 'Show as it was',
      data: { key: 'clear' },
    });
    clear.onclick = this.actions.clear;
    node.append(
      build('span', { className: 'prediction-after' }, 'Predicted ', build('strong', { textContent: after })),
      build('span', { textContent: `instead of ${before}` }),
      ...(range ? [build('span', { className: 'range', textContent: range })] : []),
      clear,
      ...caveats.map((caveat) => build('p', { className: 'caveat', textContent: caveat })),
    );
    return node;
  }

  private buildList(whatIfs: readonly string[]): HTMLElement {
    const actions = {
      ...this.actions,
      expand: (id: string) => {
        if (!this.expanded.delete(id)) this.expanded.add(id);
        this.redraw();
      },
    };
    const items = this.shown.map((finding) =>
      buildFinding(
        finding,
        { isExpanded: this.expanded.has(finding.id), isOn: whatIfs.includes(finding.id) },
        actions,
      ),
    );
    return build('ol', { className: 'findings-list' }, ...items);
  }
}

/** What is to get better; the ranking follows. */
function buildGoals({ goal, goals }: TimelineAnalysis, { aim }: FindingsActions): HTMLElement {
  const buttons = goals.map(({ name, label, meaning, value }) => {
    const button = build(
      'button',
      {
        role: 'radio',
        ariaChecked: String(name === goal),
        tabIndex: name === goal ? 0 : -1,
        data: { definition: meaning, key: `goal ${name}`, goal: name },
      },
      build('span', { textContent: label }),
      build('strong', { textContent: value }),
    );
    button.onclick = () => aim(name);
    return button;
  });
  const group = build('div', { className: 'goals', role: 'radiogroup', ariaLabel: 'Rank by' }, ...buttons);
  group.onkeydown = (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next =
      buttons[(buttons.indexOf(event.target as HTMLButtonElement) + by + buttons.length) % buttons.length];
    next?.focus();
    next?.click();
  };
  return group;
}
