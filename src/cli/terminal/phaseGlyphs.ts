import type { Interval } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import type { Phase, PhaseName } from '../../metrics/phases';
import { type Screen, type Tone, wrap } from './screen';

const LEGEND_GAP = '   ';

/** How a phase is drawn; the glyph alone tells it, for where there are no colours. */
interface PhaseGlyph {
  readonly glyph: string;
  readonly tone: Tone;
  readonly label: string;
}

/** In the order in which a call goes through them. */
const phaseGlyphs: Readonly<Record<PhaseName, PhaseGlyph>> = {
  blocked: { glyph: '┈', tone: 'blue', label: 'blocked' },
  connect: { glyph: '╌', tone: 'blue', label: 'connect' },
  send: { glyph: '╴', tone: 'blue', label: 'send' },
  wait: { glyph: '░', tone: 'yellow', label: 'wait' },
  thinking: { glyph: '▒', tone: 'magenta', label: 'thinking' },
  streaming: { glyph: '█', tone: 'green', label: 'streaming' },
  receive: { glyph: '▓', tone: 'green', label: 'receive' },
  tail: { glyph: '─', tone: 'gray', label: 'tail' },
  backoff: { glyph: '·', tone: 'red', label: 'back-off' },
};

/**
 * A bar of glyphs: blank up to the call, then its phases; it takes at least one column.
 * @param call its interval, which `phases` slice
 * @param span time that `columns` columns stand for
 */
export function drawPhases(
  phases: readonly Phase[],
  call: Interval,
  span: Interval,
  columns: number,
): string {
  const scale = columns / Math.max(Number.MIN_VALUE, span.end - span.start);
  const columnOf = (moment: Milliseconds) => (moment - span.start) * scale;
  const from = Math.min(columns - 1, Math.round(columnOf(call.start)));
  const to = Math.max(from + 1, Math.round(columnOf(call.end)));
  const glyphs = Array.from({ length: to - from }, (_, index) => {
    const middle = from + index + 0.5;
    const phase = phases.find(({ end }) => columnOf(end) > middle) ?? phases.at(-1);
    return phaseGlyphs[phase?.name ?? 'wait'].glyph;
  });
  return ' '.repeat(from) + glyphs.join('');
}

/** Colours a bar; neighbours of one phase share their colour codes. */
export function paintPhases(bar: string, screen: Screen): string {
  return bar.replace(/([^ ])\1*/gu, (run, glyph: string) => {
    const phase = Object.values(phaseGlyphs).find((candidate) => candidate.glyph === glyph);
    return phase ? screen.paint(phase.tone, run) : run;
  });
}

/** Names the glyphs that occur in these bars. */
export function drawLegend(bars: readonly string[], screen: Screen): string[] {
  const present = new Set(bars.join(''));
  const shown = Object.values(phaseGlyphs).filter(({ glyph }) => present.has(glyph));
  const legend = shown.map(({ glyph, label }) => `${glyph} ${label}`).join(LEGEND_GAP);
  return wrap(legend, screen.width, LEGEND_GAP).map((line) => paintPhases(line, screen));
}
