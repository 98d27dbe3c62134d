import type { Respond } from '../simulator/behaviour';
import { say } from './scripting';

const kinds = ['receipt', 'bicycle', 'tandem'] as const;

/** The model behind an agent that has letters sorted, and then answered. */
export const answerLetters: Respond = ({ system, firstUserText }) => {
  const kind = kinds.find((word) => firstUserText.includes(word)) ?? 'nothing';
  if (system.startsWith('What')) return say(`${kind}s`, { firstTokenAfterMs: 300 });
  return say(`Thank you for what you write of your ${kind}; please come by, and we look at it together.`, {
    firstTokenAfterMs: 450,
  });
};
