import type { AnswerTool } from '../behaviour';

interface Page {
  readonly title: string;
  readonly text: string;
  /** How long the service takes to find it. */
  readonly afterMs: number;
}

const pages: { readonly [topic: string]: Page } = {
  'rounding money': {
    title: 'Rounding of amounts',
    text: 'The tax office rounds half a cent up, on each line of a receipt and not on its total.',
    afterMs: 320,
  },
  'binary fractions': {
    title: 'Binary fractions',
    text: 'Most decimal fractions have no exact binary form. 17.955 is stored as 17.954999999999998.',
    afterMs: 280,
  },
  'half up': {
    title: 'Half up',
    text: 'Rounding half up needs the exact half: count in whole units, multiply first and divide last.',
    afterMs: 340,
  },
  'payment amounts': {
    title: 'Amounts in payment requests',
    text: 'An amount is an integer of the smallest unit of its currency, sent with a three-letter code.',
    afterMs: 300,
  },
  'supplier prices': {
    title: 'Prices of suppliers',
    text: 'Price lists quote up to four digits per hundred pieces; round only what a customer sees.',
    afterMs: 260,
  },
};

/** The documentation service that both sample agents ask: `GET /tools/docs?q=topic`. */
export const answerSampleDocs: AnswerTool = ({ path, query }) => {
  const page = path === '/docs' ? pages[query.get('q') ?? ''] : undefined;
  return page && { afterMs: page.afterMs, json: { title: page.title, text: page.text } };
};
