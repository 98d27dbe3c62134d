import type { Behaviour } from '../behaviour';
import { smallModelPace } from './modelPace';
import type { Scenario } from './scenario';

/** Models that complete code, by the beginning of their names. */
export const completionModel = /^coder-/;

/** Keeps half a second for a line of code. */
const smallPace = {
  ...smallModelPace,
  headersAfterMs: 40,
  firstTokenAfterMs: 90,
} as const satisfies Behaviour;

/** Does not. */
const largePace = { ...smallPace, firstTokenAfterMs: 420, tokenEveryMs: 14 } as const satisfies Behaviour;

/** What is completed where a prompt holds a text, as in `examples/completions`. */
const completions: readonly (readonly [around: string, small: string, large: string])[] = [
  [
    'const total = lines',
    '.reduce((sum, line) => sum + line.price * line.count, 0)',
    '.reduce((sum, { price, count }) => sum + price * count, 0)',
  ],
  [
    'def parcel_cost',
    'return 4.9 if kilograms <= 2 else 9.9 if kilograms <= 10 else',
    'return 4.9 if kilograms <= 2 else 9.9 if kilograms <= 10 else 19.9',
  ],
  ['roundToCents(net * (1 + rate', '))', '))'],
];

/** Two models that complete the code of the sample suite: a small one that makes a mistake, and a large one that is slow. */
export const codeCompletions: Scenario = {
  id: 'completions',
  respond({ model, firstUserText }) {
    const [, small, large] = completions.find(([around]) => firstUserText.includes(around)) ?? ['', '', ''];
    const isLarge = model === 'coder-large';
    return { ...(isLarge ? largePace : smallPace), output: [{ text: `${isLarge ? large : small}\n` }] };
  },
};
