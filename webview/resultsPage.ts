import type {
  CompletionResults,
  HostToResults,
  ResultSection,
  ResultsToHost,
} from '../src/protocol/completionMessages';
import { drawCaseTable } from './caseTable';
import { drawCertainty } from './certaintySection';
import { composePicture } from './composePicture';
import { build, replaceChildren } from './dom';
import { Frames } from './frames';
import type { HostOf } from './host';
import { onThemeChange } from './palette';
import { drawControls } from './resultControls';
import { drawResultLedger } from './resultLedger';
import { type ResultChoices, type ResultView, viewResults } from './resultState';
import { drawResultsHeader } from './resultsHeader';
import { SweepSection } from './sweepSection';
import { drawTargetCards } from './targetCards';
import { Tooltip } from './tooltip';

/** The panel of a suite's results: takes messages and choices, has what they change drawn once a frame at most. */
export class ResultsPage {
  private readonly header = build('header', { className: 'results-header' });
  private readonly controls = build('div', { className: 'results-controls' });
  private readonly cards = build('div');
  private readonly cases = build('div');
  private readonly ledger = build('div');
  private readonly certainty = build('div');
  private readonly sections: Readonly<Record<ResultSection, HTMLElement>>;
  private readonly sweep: SweepSection;
  private readonly main = build('main', { className: 'results' });
  private readonly empty = build('p', {
    className: 'empty',
    textContent: 'No requests of this suite have come to an end yet.',
  });
  private choices: ResultChoices;
  private results: CompletionResults | undefined;
  private readonly frames = new Frames(() => {
    if (this.results) this.draw(viewResults(this.results, this.choices));
    return false;
  });
  private toShow: Omit<Extract<HostToResults, { type: 'show' }>, 'type'> | undefined;

  constructor(private readonly host: HostOf<ResultsToHost, ResultChoices>) {
    this.choices = host.getState() ?? {};
    const sweepNode = build('div');
    this.sections = {
      cases: drawSection('Cases', this.cases),
      ledger: drawSection('From keystroke to ghost text', this.ledger),
      sweep: drawSection('Latency and throughput', sweepNode),
      certainty: drawSection('How sure this is', this.certainty),
    };
    this.sweep = new SweepSection(sweepNode, (axis) => this.choose({ axis }));
    const { cases, ledger, sweep, certainty } = this.sections;
    this.main.append(this.controls, this.cards, cases, ledger, sweep, certainty);
    document.body.append(this.header, this.empty, this.main);
    new Tooltip();
    onThemeChange(() => this.frames.ask());
  }

  /** Takes a message of the host. */
  receive(message: HostToResults): void {
    if (message.type === 'results') {
      this.results = message.results;
      this.choices = { ...this.choices, runId: message.results.runId };
      this.host.setState(this.choices);
    } else {
      const { caseId, section } = message;
      this.toShow = { caseId, section };
    }
    this.frames.ask();
  }

  private choose(choice: ResultChoices): void {
    this.choices = { ...this.choices, ...choice };
    this.host.setState(this.choices);
    this.frames.ask();
  }

  private draw(view: ResultView): void {
    const { results, rows } = view;
    const send = (message: ResultsToHost) => this.host.postMessage(message);
    const isSweep = results.concurrencies.length > 1;
    const isEmpty = results.rows.length === 0 && results.levels.length === 0;
    replaceChildren(
      this.header,
      drawResultsHeader(results, send, isSweep ? () => this.savePicture() : undefined),
    );
    this.empty.hidden = !isEmpty;
    this.main.hidden = isEmpty;
    if (isEmpty) return;
    replaceChildren(
      this.controls,
      drawControls(view, (choice) => this.choose(choice)),
    );
    this.cards.replaceChildren(drawTargetCards(view));
    this.sections.cases.hidden = rows.length === 0;
    replaceChildren(this.cases, drawCaseTable(view, send));
    this.sections.ledger.hidden = view.levels.every(({ ledgers }) => ledgers.length === 0);
    replaceChildren(this.ledger, [
      drawResultLedger(view),
      build('p', { className: 'dim explanation', textContent: describeLedger(results) }),
    ]);
    this.sections.sweep.hidden = !isSweep;
    if (isSweep) this.sweep.draw(view);
    replaceChildren(this.certainty, drawCertainty(view, send));
    this.showAsked();
  }

  private showAsked(): void {
    const { caseId, section } = this.toShow ?? {};
    if (!this.toShow) return;
    this.toShow = undefined;
    const row = caseId === undefined ? undefined : document.getElementById(`case ${caseId}`);
    for (const other of document.querySelectorAll('.asked')) other.classList.remove('asked');
    row?.classList.add('asked');
    const node = section ? this.sections[section] : row;
    node?.scrollIntoView({ block: section ? 'start' : 'center' });
  }

  private savePicture(): void {
    const data = composePicture(this.sweep.pictures);
    if (data) this.host.postMessage({ type: 'exportPng', data });
  }
}

function drawSection(title: string, content: HTMLElement): HTMLElement {
  return build('section', { className: 'result-section' }, build('h2', { textContent: title }), content);
}

/** What the bars hold, and what nobody here can see. */
function describeLedger({ types, unseen }: CompletionResults): string {
  const debounce = types
    ? ''
    : 'The suite types nothing, so there is no debounce time, and a request begins when its turn comes. ';
  return `${debounce}Means, because parts of a mean add up to it and parts of a percentile don't. ${unseen}`;
}
