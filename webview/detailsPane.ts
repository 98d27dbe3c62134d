import { isWork, type TimelineRow } from '../src/protocol/timelineMessages';
import { buildDetails, type DetailsActions, type DetailsTerms } from './callDetails';
import { replaceChildren } from './dom';
import { onChange } from './onChange';
import type { Palette } from './palette';
import type { TimelineState } from './state';
import { buildWorkDetails } from './workDetails';

/** The pane beside the waterfall that shows the selected row; hidden while there is none. */
export class DetailsPane {
  constructor(
    private readonly node: HTMLElement,
    private readonly actions: DetailsActions,
  ) {}

  readonly draw = onChange(
    (
      row: TimelineRow | undefined,
      figureKinds: DetailsTerms['figureKinds'],
      phaseKinds: DetailsTerms['phaseKinds'],
      workKinds: TimelineState['workKinds'],
      palette: Palette,
    ) => {
      this.node.hidden = row === undefined;
      replaceChildren(this.node, row ? this.build(row, { figureKinds, phaseKinds, workKinds }, palette) : []);
    },
  );

  private build(
    row: TimelineRow,
    terms: DetailsTerms & Pick<TimelineState, 'workKinds'>,
    palette: Palette,
  ): HTMLElement[] {
    if (isWork(row)) return buildWorkDetails(row, terms.workKinds, this.actions);
    return buildDetails(row, terms, palette, this.actions);
  }
}
