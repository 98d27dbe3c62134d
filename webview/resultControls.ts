import { limitedFigures } from '../src/protocol/completionMessages';
import { type Choice, drawChooser } from './chooser';
import type { ResultChoices, ResultView } from './resultState';

/** Which figure is looked at, and at which concurrency. */
export function drawControls(view: ResultView, choose: (choice: ResultChoices) => void): HTMLElement[] {
  const { results, figure, concurrency } = view;
  const figures = limitedFigures
    .filter((name) => results.levels.some(({ figures }) => figures[name]))
    .map((name) => ({ value: name, ...results.figureKinds[name] }));
  const levels: Choice<string>[] = results.concurrencies.map((level) => ({
    value: String(level),
    label: String(level),
  }));
  return [
    ...(figures.length > 1
      ? [drawChooser('Figure', figures, figure, (chosen) => choose({ figure: chosen }))]
      : []),
    ...(levels.length > 1
      ? [
          drawChooser('Concurrency', levels, String(concurrency), (chosen) =>
            choose({ concurrency: Number(chosen) }),
          ),
        ]
      : []),
  ];
}
