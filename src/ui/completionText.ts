import type { LedgerPart, LimitedFigure, ResultKind } from '../protocol/completionMessages';

/** What the figures that a budget can limit are called and mean. */
export const figureTexts: Readonly<Record<LimitedFigure, ResultKind>> = {
  ttft: {
    label: 'TTFT',
    definition: 'Time to first token: from the request to the first output of the model.',
  },
  total: {
    label: 'Total',
    definition: 'From the request to the end of the answer, or to the stop rule being fulfilled.',
  },
  keystroke: {
    label: 'Keystroke',
    definition: 'From the last keystroke to the whole completion: with debounce and gathering of context.',
  },
};

/** What the parts between a keystroke and the whole text are called and mean. */
export const partTexts: Readonly<Record<LedgerPart, ResultKind>> = {
  debounce: { label: 'debounce', definition: 'Waiting whether another keystroke follows.' },
  context: { label: 'context', definition: 'Reading the file and putting the prompt together.' },
  dispatch: { label: 'request', definition: 'From the finished prompt until the client sends the request.' },
  ttft: { label: 'first token', definition: figureTexts.ttft.definition },
  streaming: { label: 'rest of text', definition: 'From the first token to the last one that is needed.' },
};

/** What no client can see of the way from a keystroke to ghost text. */
export const unseenPart =
  'The time that an editor needs to draw the text is not in it: no program can see that moment from here.';
