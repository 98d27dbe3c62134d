import { formatDuration, formatMoment, formatNumberOf } from '../../base/format';
import { formatInterval, percentileName } from '../../base/formatEstimate';
import type { CaseSummary } from '../../completion/results/completionSummary';
import type { CompletionCase, CompletionRun } from '../../model/completion';
import type { Run } from '../../model/run';
import {
  type LedgerPart,
  ledgerParts,
  limitedFigures,
  type ResultLedger,
} from '../../protocol/completionMessages';
import { outcomeIcons } from '../caseText';
import { buildLedgers } from '../completionLedger';
import { figureTexts, partTexts, unseenPart } from '../completionText';
import { commandIds } from '../contributions';
import { buildCommandLink, buildTable, escapeMarkdown, withTooltip } from './markdown';

/** A line break inside a paragraph. */
const NEW_LINE = '  \n';
/** More models than these are compared in the results. */
const MOST_MODELS = 3;

const ledgerNames: Readonly<Record<ResultLedger['of'], string>> = {
  all: 'mean',
  middle: 'middle half',
  slowest: 'slowest tenth',
};

const changedTexts = {
  case: 'This case',
  line: 'This line',
  file: 'The file in which it completes',
} as const;

export interface HoveredCase {
  readonly run: Run;
  readonly completion: CompletionRun;
  readonly of: CompletionCase;
  readonly groups: readonly CaseSummary[];
  readonly changed?: 'case' | 'line' | 'file';
  readonly isOlder: boolean;
}

/**
 * What a person sees on hovering over a case, as Markdown: the verdict in words, how the time from a keystroke to the
 * text was spent, percentiles with their intervals, and what none of this can say.
 */
export function formatCaseHover(hovered: HoveredCase): string {
  const { run, completion, of, groups, changed, isOlder } = hovered;
  const link = buildCommandLink('Open results', commandIds.openResults, { runId: run.id, caseId: of.id });
  const head = `**${escapeMarkdown(of.name)}** &ensp;${escapeMarkdown(completion.suite.name)}, ${formatMoment(completion.startedAtEpoch)} &ensp;$(beaker) ${link}`;
  const remarks = [
    ...(changed ? [`$(history) ${changedTexts[changed]} has changed since it ran.`] : []),
    ...(isOlder ? ['$(history) The suite was run again since, without this case.'] : []),
    ...(groups.length > MOST_MODELS
      ? [`$(info) ${groups.length - MOST_MODELS} more models are in the results.`]
      : []),
  ];
  const models = groups.slice(0, MOST_MODELS).flatMap((group) => formatGroup(group, groups.length > 1));
  return [[head, ...remarks].join(NEW_LINE), ...models, `$(info) ${escapeMarkdown(unseenPart)}`].join('\n\n');
}

function formatGroup(group: CaseSummary, isNamed: boolean): string[] {
  const { outcome, verdict, target, samples } = group;
  const name = isNamed ? `**${escapeMarkdown(target.label)}** &ensp;` : '';
  const failures = samples.flatMap(({ sample: { failure } }) =>
    failure ? [`$(error) ${escapeMarkdown(`${failure.message} ${failure.action}`)}`] : [],
  );
  const waste = formatWaste(group);
  const lines = [
    `$(${outcomeIcons[outcome].icon}) ${name}${escapeMarkdown(verdict.because)}`,
    ...new Set(failures),
    ...waste,
  ];
  return [lines.join(NEW_LINE), ...formatLedger(group), ...formatPercentiles(group)];
}

function formatWaste({ wasted }: CaseSummary): string[] {
  if (wasted.requests === 0) return [];
  const what = `${formatNumberOf(wasted.requests, 'superseded request')} cost ${formatNumberOf(wasted.tokens, 'token')} and ${formatDuration(wasted.time)} for nothing.`;
  return [`$(flame) ${escapeMarkdown(what)}`];
}

/** Means, because parts of a mean add up to it. Parts that never took time are left out. */
function formatLedger({ samples }: CaseSummary): string[] {
  const ledgers = buildLedgers(samples);
  if (ledgers.length === 0) return [];
  const shown = ledgerParts.filter((part) => ledgers.some(({ parts }) => parts[part] >= 0.5));
  const head = shown.map((part) => withTooltip(partTexts[part].label, partTexts[part].definition));
  const rows = ledgers.map(({ of, n, parts }) => [
    `${ledgerNames[of]} (n = ${n})`,
    ...shown.map((part) => formatDuration(parts[part])),
    `**${formatDuration(sumOf(parts))}**`,
  ]);
  return [buildTable(['keystroke to text', ...head, 'together'], rows)];
}

function sumOf(parts: Readonly<Record<LedgerPart, number>>): number {
  return ledgerParts.reduce((sum, part) => sum + parts[part], 0);
}

function formatPercentiles({ figures, budget, verdict }: CaseSummary): string[] {
  const rows = limitedFigures.flatMap((name) => {
    const figure = figures[name];
    if (!figure || figure.n === 0) return [];
    const at = (wanted: number) => {
      const found = figure.percentiles.find(({ p }) => p === wanted);
      return found ? `${formatDuration(found.value)} (${formatInterval(found)})` : '–';
    };
    const limit = verdict.limits.find((judged) => judged.figure === name)?.limit;
    const { label, definition } = figureTexts[name];
    return [
      [
        withTooltip(label, definition),
        at(0.5),
        at(budget.percentile),
        limit === undefined ? '–' : formatDuration(limit),
        String(figure.n),
      ],
    ];
  });
  return rows.length > 0
    ? [buildTable(['', 'p50', percentileName(budget.percentile), 'limit', 'n'], rows)]
    : [];
}
