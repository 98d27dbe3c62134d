import type { Behaviour, OutputItem, SimulatedRequest } from '../behaviour';
import { modelPace, smallModelPace } from './modelPace';
import { type Role, respondInRole } from './roles';
import { answerSampleDocs } from './sampleDocs';
import type { Scenario } from './scenario';

const call = (name: string, input: object): OutputItem => ({ toolCall: { name, arguments: input } });

const plan: readonly OutputItem[] = [
  { hiddenReasoningTokens: 90 },
  {
    text: [
      '1. Find where totals are rounded and where vouchers come in.',
      '2. Run the checks to see which carts are off.',
      '3. Look up how amounts have to be rounded.',
      '4. Name the cause and the smallest repair.',
    ].join('\n'),
  },
];

/** The turns of the loop, by the number of tool results so far. */
const turns: { readonly [toolResults: number]: readonly OutputItem[] } = {
  0: [
    { text: 'I look for the places where amounts are rounded.' },
    call('search_files', { word: 'round' }),
    call('search_files', { word: 'voucher' }),
    call('fetch_docs', { topic: 'rounding money' }),
  ],
  3: [
    { hiddenReasoningTokens: 40 },
    { text: 'All rounding goes through one function. Now the checks.' },
    call('read_file', { path: 'shop/money.js' }),
    call('read_file', { path: 'shop/discounts.js' }),
    call('run_checks', {}),
  ],
  6: [
    { text: 'Only prices that end in half a cent are off.' },
    call('fetch_docs', { topic: 'binary fractions' }),
    call('fetch_docs', { topic: 'half up' }),
  ],
  8: [
    { hiddenReasoningTokens: 50 },
    {
      text:
        'Cause: shop/discounts.js:20 multiplies euro with a fraction. 19.95 * 0.9 is 17.955, which is stored a ' +
        'little too low, and shop/money.js:6 rounds it down instead of up. The repair is to count in whole cents.',
    },
  ],
};

/** The third turn runs into the rate limit once; the SDK tries again by itself. */
function takeTurn({ toolResults, retryCount }: SimulatedRequest): Behaviour {
  if (toolResults === 6 && retryCount === 0) {
    return { headersAfterMs: 60, failure: { kind: 'status', status: 429, retryAfterMs: 800 } };
  }
  return { ...modelPace, output: turns[toolResults] ?? [{ text: 'I have nothing to add.' }] };
}

const reviews: { readonly [file: string]: string } = {
  'shop/money.js': 'Line 6 rounds a binary fraction, so half a cent can go down. Round whole cents instead.',
  'shop/discounts.js':
    'Line 20 multiplies euro with a rate and gives up exactness before rounding. Use cents.',
  'shop/cart.js': 'I looked at the sum and at the order of rounding, and found nothing else.',
  'shop/checks.js': 'The checks hold one price that ends in half a cent. A second one would do no harm.',
};

function review({ firstUserText }: SimulatedRequest): Behaviour {
  const file = firstUserText.split('\n')[0] ?? '';
  return { ...smallModelPace, output: [{ text: reviews[file] ?? 'I looked at it and found nothing.' }] };
}

const patch: readonly OutputItem[] = [
  {
    text: [
      '--- shop/money.js',
      '+++ shop/money.js',
      '@@ -1,7 +1,10 @@',
      ' /**',
      '- * Rounds an amount to whole cents.',
      '- * @param {number} amount',
      '+ * The price after a discount: whole cents, half a cent rounded up.',
      '+ * @param {number} cents',
      '+ * @param {number} percentOff a whole number',
      '  */',
      '-export function roundToCents(amount) {',
      '-  return Math.round(amount * 100) / 100;',
      '+export function discountCents(cents, percentOff) {',
      '+  return Math.floor((cents * (100 - percentOff) + 50) / 100);',
      ' }',
      '--- shop/discounts.js',
      '+++ shop/discounts.js',
      '@@ -3,6 +3,6 @@',
      ' const rates = new Map([',
      "-  ['WELCOME', 0.1],",
      "-  ['SPRING', 0.25],",
      "-  ['STAFF', 0.33],",
      "+  ['WELCOME', 10],",
      "+  ['SPRING', 25],",
      "+  ['STAFF', 33],",
      ' ]);',
    ].join('\n'),
  },
];

const summary: readonly OutputItem[] = [
  { reasoningSummary: 'Choosing the words for somebody who does not write code', tokens: 60 },
  {
    text:
      'One cart in four was charged a cent too little, because the shop kept prices as fractions. ' +
      'Prices are now counted in whole cents, as the accountant does. Nothing changes for other customers.',
  },
];

const roles: readonly Role[] = [
  { says: 'You plan the work', respond: () => ({ ...modelPace, tokenEveryMs: 6, output: plan }) },
  { says: 'You are a coding agent', respond: takeTurn },
  { says: 'You review one file', respond: review },
  {
    says: 'You write patches',
    respond: () => ({ ...modelPace, tokenEveryMs: 6, jitterMs: 2, output: patch }),
  },
  { says: 'You tell a shopkeeper', respond: () => ({ ...modelPace, output: summary }) },
];

/**
 * The model behind `examples/coding-agent-ts`. It tells the agent's calls apart by the role in their instructions and
 * how far the loop is by the tool results that the conversation holds.
 */
export const codingAgent: Scenario = {
  id: 'coding-agent',
  answerTool: answerSampleDocs,
  respond: respondInRole(roles),
};
