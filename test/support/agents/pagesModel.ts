import type { AnswerTool, Behaviour, Respond, SimulatedRequest } from '../simulator/behaviour';
import { askFor, prose, say } from './scripting';

const pageCount = 5;

/** Pages of accounts: `GET /tools/pages?page=<number>`, each so many tokens long. */
export function answerPages(tokens: number): AnswerTool {
  return ({ path, query }) =>
    path === '/pages'
      ? { afterMs: 5, json: { text: `Page ${query.get('page')}: ${prose(tokens)}` } }
      : undefined;
}

/** The model behind an agent that reads five pages, one a turn. */
export function readPages({ toolResults }: SimulatedRequest, more: Behaviour): Behaviour {
  const pace = { headersAfterMs: 90, firstTokenAfterMs: 100, tokenEveryMs: 4 };
  const behaviour =
    toolResults < pageCount
      ? askFor(['readPage', { page: toolResults + 1 }])
      : say('It is lost on the third page, where a discount is taken of a fraction.');
  return { ...behaviour, ...pace, ...more };
}

const answers: { readonly [question: string]: string } = {
  'Who rounds half a cent?': 'The shop does, because the tax office asks for it.',
  'Which way?': 'Up, as everybody learns it at school.',
  'And on a total?': 'A total is added up from lines that were rounded, and is never rounded itself.',
  'Since when?': 'Since the spring of 2024, when the law was changed.',
};

/** The model that answers questions of a person on a manual; what it hasn't in its cache it has to read. */
export const answerFromManual: Respond = ({ body }) => {
  const last = (body.messages as { readonly content: string }[]).at(-1)?.content ?? '';
  const question = Object.keys(answers).find((each) => last.startsWith(each)) ?? '';
  return say(answers[question] ?? '', {
    headersAfterMs: 90,
    firstTokenAfterMs: 100,
    perUncachedTokenMs: 0.4,
  });
};
