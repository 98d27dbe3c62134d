import fc from 'fast-check';
import type { AttemptDrawing, CallDrawing } from './runDsl';

const words = [
  'connect',
  'tcp',
  'tls',
  'assigned',
  'sent',
  'head',
  'close',
  'role',
  'think',
  'text',
  'finish',
  'done',
  'body',
];

const anyLine = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom(...words), fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1 })),
    {
      selector: ([word]) => word,
    },
  )
  .map((parts) =>
    parts.map(([word, moments]) => `${word} ${moments.sort((a, b) => a - b).join(' ')}`).join(', '),
  )
  .filter((line) => line !== '');

/** Attempts in any order of moments, as broken records would give them; starts grow. */
export const anyCall: fc.Arbitrary<CallDrawing> = fc
  .array(fc.tuple(anyLine, fc.integer({ min: 0, max: 300 }), fc.boolean()), { minLength: 1, maxLength: 3 })
  .map((parts) => {
    const starts = parts.map(([, start]) => start).sort((a, b) => a - b);
    const drawings = parts.map(
      ([line, , hidden], index): AttemptDrawing => ({
        line,
        start: starts[index],
        usage: hidden ? { outputTokens: 9, reasoningTokens: 5 } : undefined,
      }),
    );
    const [first, ...retries] = drawings as [AttemptDrawing, ...AttemptDrawing[]];
    return { ...first, retries };
  });
