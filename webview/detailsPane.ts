import type { TimelineCall } from '../src/protocol/timelineMessages';
import { buildDetails, type DetailsActions, type DetailsTerms } from './callDetails';
import { replaceChildren } from './dom';
import { onChange } from './onChange';
import type { Palette } from './palette';

/** The pane beside the waterfall that shows the selected call; hidden while there is none. */
export class DetailsPane {
  constructor(
    private readonly node: HTMLElement,
    private readonly actions: DetailsActions,
  ) {}

  readonly draw = onChange(
    (
      call: TimelineCall | undefined,
      figureKinds: DetailsTerms['figureKinds'],
      phaseKinds: DetailsTerms['phaseKinds'],
      palette: Palette,
    ) => {
      this.node.hidden = call === undefined;
      replaceChildren(
        this.node,
        call ? buildDetails(call, { figureKinds, phaseKinds }, palette, this.actions) : [],
      );
    },
  );
}
