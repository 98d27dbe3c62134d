import { isWork } from '../src/protocol/timelineMessages';
import type { RowItem, ThreadItem } from './arrangeItems';
import { buildDetails, type DetailsActions } from './callDetails';
import { replaceChildren } from './dom';
import { onChange } from './onChange';
import type { Palette } from './palette';
import type { TimelineState } from './state';
import { buildThreadDetails, type ThreadActions } from './threadDetails';
import { buildWorkDetails } from './workDetails';

/** What of the state explains the details. */
type Terms = Pick<TimelineState, 'figureKinds' | 'phaseKinds' | 'workKinds' | 'accountKinds' | 'analysis'>;

/** The pane beside the waterfall that shows the selected row or loop; hidden while there is none. */
export class DetailsPane {
  constructor(
    private readonly node: HTMLElement,
    private readonly actions: DetailsActions & ThreadActions,
  ) {}

  draw(selected: RowItem['row'] | ThreadItem['thread'] | undefined, terms: Terms, palette: Palette): void {
    const { figureKinds, phaseKinds, workKinds, accountKinds, analysis } = terms;
    this.drawOf(selected, figureKinds, phaseKinds, workKinds, accountKinds, analysis, palette);
  }

  private readonly drawOf = onChange(
    (
      selected: RowItem['row'] | ThreadItem['thread'] | undefined,
      figureKinds: Terms['figureKinds'],
      phaseKinds: Terms['phaseKinds'],
      workKinds: Terms['workKinds'],
      accountKinds: Terms['accountKinds'],
      analysis: Terms['analysis'],
      palette: Palette,
    ) => {
      this.node.hidden = selected === undefined;
      const terms = { figureKinds, phaseKinds, workKinds, accountKinds, analysis };
      replaceChildren(this.node, selected ? this.build(selected, terms, palette) : []);
    },
  );

  private build(
    selected: RowItem['row'] | ThreadItem['thread'],
    terms: Terms,
    palette: Palette,
  ): HTMLElement[] {
    if ('iterations' in selected)
      return buildThreadDetails(selected, terms.accountKinds, palette, this.actions);
    if (isWork(selected)) return buildWorkDetails(selected, terms.workKinds, this.actions);
    return buildDetails(selected, terms, palette, this.actions);
  }
}
