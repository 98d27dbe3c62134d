import type { AnswerTool, Behaviour, Respond, SimulatedRequest } from '../simulator/behaviour';
import { respondInRole } from '../simulator/scenarios/roles';
import { askFor, say } from './scripting';

const pages: { readonly [topic: string]: { readonly text: string; readonly afterMs: number } } = {
  rounding: {
    text: 'The tax office rounds half a cent up, on each line of a receipt and not on its total.',
    afterMs: 700,
  },
  payments: {
    text: 'An amount is an integer of the smallest unit of its currency, with a code of three letters.',
    afterMs: 350,
  },
  suppliers: {
    text: 'Price lists quote up to four digits per hundred pieces; round only what a customer sees.',
    afterMs: 300,
  },
};

/** A documentation service: `GET /tools/docs?q=<topic>`. */
export const answerDocs: AnswerTool = ({ path, query }) => {
  const page = path === '/docs' ? pages[query.get('q') ?? ''] : undefined;
  return page && { afterMs: page.afterMs, json: { text: page.text } };
};

/** Looks a topic up, and says what it has found. */
function research({ firstUserText, toolResults }: SimulatedRequest): Behaviour {
  const topic = firstUserText.replace('Topic: ', '');
  if (toolResults === 0) return askFor(['search', { topic }]);
  return say(`About ${topic} the documentation has this to say: ${pages[topic]?.text}`);
}

/** The model behind agents that research topics, each with one search, and write a report of what they found. */
export const researchModel: { readonly respond: Respond; readonly answerTool: AnswerTool } = {
  answerTool: answerDocs,
  respond: respondInRole([
    { says: 'You research one topic', respond: research },
    {
      says: 'You write a report',
      respond: () => say('Count in whole cents, round half up on each line, and keep what suppliers quote.'),
    },
  ]),
};

const words = Object.keys(pages);
const answer = 'Half a cent goes up, on each line of a receipt, and the shop itself does it.';

/** The model behind an agent that is to look three words up; it asks for all of them at once. */
export const lookUpModel: { readonly respond: Respond; readonly answerTool: AnswerTool } = {
  answerTool: answerDocs,
  respond: ({ toolResults }) =>
    toolResults === 0 ? askFor(...words.map((word) => ['lookUp', { word }] as const)) : say(answer),
};

/** As `lookUpModel`, with one word a turn. */
export const stepByStep: Respond = ({ toolResults }) => {
  const word = words[toolResults];
  return word ? askFor(['lookUp', { word }]) : say(answer);
};

const asked = ['rounding', 'payments'];

/** As `researchModel`, with an agent that has two topics researched as tools of one answer. */
export const leadModel: { readonly respond: Respond; readonly answerTool: AnswerTool } = {
  answerTool: answerDocs,
  respond: respondInRole([
    { says: 'You research one topic', respond: research },
    {
      says: 'You lead',
      respond: ({ toolResults }) =>
        toolResults === 0
          ? askFor(...asked.map((topic) => ['research', { topic }] as const))
          : say('Count in whole cents, and round half a cent up on each line of a receipt.'),
    },
  ]),
};
