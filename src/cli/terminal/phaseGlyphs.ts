import type { WorkLook } from '../../analysis/workText';
import type { Interval } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import type { PhaseName } from '../../metrics/phases';
import { type Screen, type Tone, wrap } from './screen';

const LEGEND_GAP = '   ';

/** A part of a bar. */
export interface Slice {
  readonly name: SliceName;
  readonly end: Milliseconds;
}

/** How a phase is drawn; the glyph alone tells it, for where there are no colours. */
interface PhaseGlyph {
  readonly glyph: string;
  readonly tone: Tone;
  readonly label: string;
}

/** What a slice of a bar shows: a phase of a call, other work, or what else the time of a run goes into. */
export type SliceName = PhaseName | WorkLook | 'failed' | 'late' | 'paused' | 'unknown';

/** Phases in the order in which a call goes through them, then other work; in the colours of the timeline. */
const phaseGlyphs: Readonly<Record<SliceName, PhaseGlyph>> = {
  queue: { glyph: '┈', tone: 'gray', label: 'queue' },
  connect: { glyph: '╌', tone: 'gray', label: 'connect' },
  send: { glyph: '╴', tone: 'gray', label: 'send' },
  wait: { glyph: '░', tone: 'blueBright', label: 'wait' },
  thinking: { glyph: '▒', tone: 'magenta', label: 'thinking' },
  streaming: { glyph: '█', tone: 'green', label: 'streaming' },
  receive: { glyph: '▓', tone: 'green', label: 'receive' },
  tail: { glyph: '─', tone: 'gray', label: 'tail' },
  refused: { glyph: '▚', tone: 'red', label: 'refused' },
  retryAfter: { glyph: '¨', tone: 'red', label: 'retry-after' },
  backoff: { glyph: '·', tone: 'yellow', label: 'back-off' },
  work: { glyph: '═', tone: 'cyan', label: 'other work' },
  sleep: { glyph: '~', tone: 'gray', label: 'sleep' },
  busy: { glyph: '▞', tone: 'red', label: 'busy' },
  mark: { glyph: '╍', tone: 'gray', label: 'mark' },
  failed: { glyph: '×', tone: 'red', label: 'failed attempt' },
  late: { glyph: '▄', tone: 'yellow', label: 'slow consumer' },
  paused: { glyph: '‖', tone: 'gray', label: 'debugger' },
  unknown: { glyph: '?', tone: 'yellow', label: 'unexplained' },
};

/**
 * A bar of glyphs: blank up to where it begins, then its slices; it takes at least one column. A column shows what
 * takes most of its time.
 * @param whole the interval that `slices` part
 * @param span time that `columns` columns stand for
 */
export function drawSlices(
  slices: readonly Slice[],
  whole: Interval,
  span: Interval,
  columns: number,
): string {
  const scale = columns / Math.max(Number.MIN_VALUE, span.end - span.start);
  const columnOf = (moment: Milliseconds) => (moment - span.start) * scale;
  const from = Math.max(0, Math.min(columns - 1, Math.round(columnOf(whole.start))));
  const to = Math.min(columns, Math.max(from + 1, Math.round(columnOf(whole.end))));
  const placed = slices.map(({ name, end }, index) => ({
    name,
    start: columnOf(slices[index - 1]?.end ?? whole.start),
    end: columnOf(end),
  }));
  const glyphs = Array.from({ length: to - from }, (_, index) => {
    const isOnly = to - from === 1;
    const column = isOnly
      ? { start: -Infinity, end: Infinity }
      : { start: from + index, end: from + index + 1 };
    return phaseGlyphs[mostOf(placed, column)].glyph;
  });
  return ' '.repeat(from) + glyphs.join('');
}

/** What takes most of a stretch; where nothing lies in it, because of rounding, the last. */
function mostOf(slices: readonly (Interval & Pick<Slice, 'name'>)[], { start, end }: Interval): SliceName {
  let [most, name] = [0, slices.at(-1)?.name ?? 'wait'];
  for (const slice of slices) {
    const length = Math.min(slice.end, end) - Math.max(slice.start, start);
    if (length > most) [most, name] = [length, slice.name];
  }
  return name;
}

/** A bar of one kind; what has any length takes at least one column. */
export function drawBar(name: SliceName, columns: number): string {
  return phaseGlyphs[name].glyph.repeat(Math.max(1, Math.round(columns)));
}

/** Colours a bar; neighbours of one kind share their colour codes. */
export function paintSlices(bar: string, screen: Screen): string {
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
  const paintEntry = (entry: string) =>
    paintSlices(entry.slice(0, 1), screen) + screen.paint('dim', entry.slice(1));
  return wrap(legend, screen.width, LEGEND_GAP).map((line) =>
    line.split(LEGEND_GAP).map(paintEntry).join(LEGEND_GAP),
  );
}
