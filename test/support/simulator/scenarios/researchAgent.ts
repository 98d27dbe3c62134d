import type { Behaviour, OutputItem, SimulatedRequest } from '../behaviour';
import { modelPace, smallModelPace } from './modelPace';
import { type Role, respondInRole } from './roles';
import { answerSampleDocs } from './sampleDocs';
import type { Scenario } from './scenario';

interface Topic {
  readonly thinking: string;
  readonly word: string;
  readonly docs: string;
  readonly finding: string;
}

const topics: { readonly [name: string]: Topic } = {
  'Exactness of amounts': {
    thinking: 'The notes may say what went wrong before. The rule itself is in the documentation.',
    word: 'cents',
    docs: 'binary fractions',
    finding:
      'Fractions of euro cannot be stored exactly and cost a cent on eleven receipts. Whole cents can.',
  },
  'What the payment service takes': {
    thinking: 'I need the format of an amount, and whether we had trouble with it.',
    word: 'currency',
    docs: 'payment amounts',
    finding: 'The payment service takes an integer of the smallest unit. It refuses fractions.',
  },
  'Prices of suppliers': {
    thinking: 'Suppliers may quote finer than a cent. Let me see how fine.',
    word: 'digits',
    docs: 'supplier prices',
    finding:
      'Suppliers quote up to four digits per hundred pieces. Rounding early made one order eleven euro too dear.',
  },
};

const plan: readonly OutputItem[] = [
  {
    reasoning: 'What decides this? Exactness, what others demand of us, and how fine our own prices come in.',
  },
  { text: Object.keys(topics).join('\n') },
];

function research({ firstUserText, toolResults }: SimulatedRequest): Behaviour {
  const topic = topics[firstUserText.replace('Topic: ', '')];
  if (!topic) return { ...modelPace, output: [{ text: 'I know nothing about this topic.' }] };
  if (toolResults > 0) return { ...modelPace, output: [{ text: topic.finding }] };
  return {
    ...modelPace,
    output: [
      { reasoningSummary: topic.thinking, tokens: 40 },
      { toolCall: { name: 'search_notes', arguments: { word: topic.word } } },
      { toolCall: { name: 'fetch_docs', arguments: { topic: topic.docs } } },
    ],
  };
}

const ratings: { readonly [source: string]: string } = {
  'notes/prices.md': '9, because it counts what happened.',
  'notes/payments.md': '8, because it names the error that customers saw.',
  'notes/suppliers.md': '8, because its numbers can be checked.',
  'notes/stock.md': '2, because it is about something else.',
};

function rate({ firstUserText }: SimulatedRequest): Behaviour {
  const source = firstUserText.replace('Source: ', '');
  return { ...smallModelPace, output: [{ text: ratings[source] ?? '1, because I do not know it.' }] };
}

const report: readonly OutputItem[] = [
  {
    text: [
      'Store prices as whole numbers of the smallest unit that matters: cents for what customers pay, hundredths of ' +
        'a cent for what suppliers quote.',
      '',
      'Why:',
      '- Fractions of euro are not exact. 17.955 is stored a little too low and was rounded down; eleven receipts ' +
        'in March were a cent off (notes/prices.md, documentation on binary fractions).',
      '- The payment service takes an integer and refuses everything else (notes/payments.md).',
      '- Suppliers quote four digits per hundred pieces. Rounding them early made one order eleven euro too dear ' +
        '(notes/suppliers.md).',
      '',
      'What it costs: one place where rates are applied has to round, half up, on each line. Everything else adds ' +
        'and multiplies whole numbers.',
      '',
      'I did not look at refunds, nor at countries without cents. I am sure about the first two reasons and fairly ' +
        'sure about the third.',
      '',
      'Next: change the voucher code first, because customers notice it; then the import of price lists.',
    ].join('\n'),
  },
];

/** The first try meets the rate limit; the SDK tries again by itself. */
function title({ retryCount }: SimulatedRequest): Behaviour {
  if (retryCount === 0) {
    return { headersAfterMs: 60, failure: { kind: 'status', status: 429, retryAfterSeconds: 1 } };
  }
  return { ...smallModelPace, output: [{ text: 'Store prices in whole cents' }] };
}

const roles: readonly Role[] = [
  { says: 'You plan research', respond: () => ({ ...modelPace, tokenEveryMs: 7, output: plan }) },
  { says: 'You research one topic', respond: research },
  { says: 'You rate a source', respond: rate },
  {
    says: 'You write the report',
    respond: () => ({ ...modelPace, tokenEveryMs: 6, jitterMs: 2, output: report }),
  },
  { says: 'You write a title', respond: title },
];

/**
 * The model behind `examples/research-agent-js`. It tells the agent's calls apart by the role in their system prompt,
 * its topic or source by the first message, and how far a loop is by the tool results that the conversation holds.
 */
export const researchAgent: Scenario = {
  id: 'research-agent',
  answerTool: answerSampleDocs,
  respond: respondInRole(roles),
};
