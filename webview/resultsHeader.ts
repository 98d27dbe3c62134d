import { formatNumberOf } from '../src/base/format';
import type { CompletionResults, ResultsToHost } from '../src/protocol/completionMessages';
import { build } from './dom';
import { drawVerdict, markOfOutcome } from './verdictMark';

const outcomeTexts: Readonly<Record<CompletionResults['outcome'], string>> = {
  passed: 'Passed',
  failed: 'Failed',
  unsure: 'Not enough samples',
};

/** The suite, how it went, what was asked of it, and what can be done with its results. */
export function drawResultsHeader(
  results: CompletionResults,
  send: (message: ResultsToHost) => void,
  savePicture: (() => void) | undefined,
): HTMLElement[] {
  const { title, live, done, planned } = results;
  const tools = build(
    'div',
    { className: 'result-tools' },
    ...drawRunChoice(results, send),
    drawTool('Timeline', 'Open the timeline of all requests', () => send({ type: 'openTimeline' })),
    drawTool('Save CSV', 'Save the figures as a table', () => send({ type: 'exportCsv' })),
    savePicture && drawTool('Save PNG', 'Save the charts as a picture', savePicture),
  );
  const head = build(
    'div',
    { className: 'result-head' },
    drawOutcome(results),
    build('h1', { textContent: title, title }),
    tools,
  );
  const facts = build('p', { className: 'result-facts', textContent: describeSuite(results) });
  const share = planned > 0 ? Math.min(done / planned, 1) : 0;
  const progress = build('div', {
    className: 'progress',
    hidden: !live,
    role: 'progressbar',
    ariaLabel: 'Requests made',
    ariaValueNow: String(done),
    ariaValueMax: String(planned),
  });
  progress.style.setProperty('--share', String(share));
  return [head, facts, progress];
}

function drawOutcome({ live, outcome, done, planned }: CompletionResults): HTMLElement {
  if (live) {
    const badge = build('span', {
      className: 'badge',
      textContent: `${done} of ${planned}`,
      data: { live: 'true' },
    });
    badge.title = 'The suite is running';
    return badge;
  }
  const node = build('span', { className: 'outcome', data: { outcome } }, outcomeTexts[outcome]);
  node.prepend(drawVerdict(markOfOutcome[outcome]));
  return node;
}

function describeSuite({
  budget,
  cases,
  targets,
  startedAt,
  done,
  concurrencies,
}: CompletionResults): string {
  return [
    budget ?? 'No budget',
    formatNumberOf(cases.length, 'case'),
    formatNumberOf(targets.length, 'model'),
    formatNumberOf(done, 'request'),
    ...(concurrencies.length > 1 ? [`concurrency ${concurrencies.join(', ')}`] : []),
    startedAt,
  ].join(' · ');
}

function drawRunChoice(
  { runs, runId }: CompletionResults,
  send: (message: ResultsToHost) => void,
): HTMLElement[] {
  if (runs.length < 2) return [];
  const select = build('select', { ariaLabel: 'Run', data: { key: 'run' } });
  select.append(
    ...runs.map(({ id, label }) =>
      build('option', { value: id, textContent: label, selected: id === runId }),
    ),
  );
  select.onchange = () => send({ type: 'showRun', runId: select.value });
  return [select];
}

function drawTool(text: string, title: string, press: () => void): HTMLButtonElement {
  const button = build('button', { textContent: text, title, data: { key: text } });
  button.onclick = press;
  return button;
}
