import type { Behaviour, OutputItem } from '../simulator/behaviour';

/** How quick the models of the corpus are where nothing else is said: a fifth of a second to the first token. */
export const usualPace = {
  headersAfterMs: 190,
  firstTokenAfterMs: 200,
  tokenEveryMs: 4,
} as const satisfies Behaviour;

/** An answer of text only. */
export function say(text: string, more: Behaviour = {}): Behaviour {
  return { ...usualPace, output: [{ text }], ...more };
}

/** An answer that asks for tools. */
export function askFor(...calls: readonly (readonly [name: string, input: object])[]): Behaviour {
  return { ...usualPace, output: calls.map(([name, input]) => toolCall(name, input)) };
}

export function toolCall(name: string, input: object): OutputItem {
  return { toolCall: { name, arguments: input } };
}

const vocabulary = 'the cart keeps every price in whole cents and adds them up at the end of a day '.split(
  ' ',
);

/** A text of that many tokens, which says nothing. */
export function prose(tokens: number): string {
  return Array.from({ length: tokens }, (_, index) => vocabulary[index % vocabulary.length]).join(' ');
}
