import type { Account, AccountName } from './ledger';

/** What an account is called and means. */
export interface AccountText {
  readonly label: string;
  /** Where room is scarce; the label when absent. */
  readonly short?: string;
  /** One sentence. */
  readonly meaning: string;
}

/** In the order in which a call goes through them, then what else a program waits for. */
export const accountTexts: Readonly<Record<AccountName, AccountText>> = {
  queue: {
    label: 'client queue',
    meaning: 'Waits in the client for a connection: all that it may open are taken by other requests.',
  },
  connect: { label: 'connect', meaning: 'Resolves the name and sets up TCP and TLS of a new connection.' },
  send: { label: 'send', meaning: 'The request goes out.' },
  wait: {
    label: 'wait for first token',
    short: 'wait',
    meaning: 'The request is out and nothing of the model has come yet: network, queue, load and prefill.',
  },
  thinking: { label: 'thinking', meaning: 'Reasoning comes; an estimate where it is hidden.' },
  streaming: { label: 'streaming', meaning: 'Visible output comes: text, tool calls, refusals.' },
  receive: { label: 'receive', meaning: 'The body of an answer that is not streamed comes.' },
  tail: { label: 'tail', meaning: 'From the last output until the body was closed.' },
  rateLimit: {
    label: 'rate limit',
    meaning: 'Attempts that were refused because of a rate limit, and the waits after them.',
  },
  backoff: {
    label: 'back-off',
    meaning: 'Waits between the attempts of a call that no rate limit is behind.',
  },
  failedAttempt: {
    label: 'failed attempts',
    meaning: 'Attempts that failed and were made again, once their connection was up.',
  },
  tool: {
    label: 'tool',
    meaning: 'From the answer that asks for the tool to the request that brings its result.',
  },
  http: { label: 'HTTP', meaning: 'A request to anybody but a model API, up to the end of the answer.' },
  process: { label: 'process', meaning: 'A child process, from spawn to exit.' },
  sleep: { label: 'sleep', meaning: 'A timer until it ran out, while the process had nothing else to do.' },
  cpu: {
    label: 'computing',
    meaning: 'The program computed, or something held its event loop up, and nothing went on beside.',
  },
  slowConsumer: {
    label: 'slow consumer',
    meaning: 'What had come of an answer waited for the program to take it.',
  },
  debugger: { label: 'debugger', meaning: 'The debugger held the program.' },
  unexplained: {
    label: 'unexplained',
    meaning: 'Between two activities, and nothing that was seen tells what the program did.',
  },
};

/** The name of a tool or part where there is one, else the label of the account. */
export function nameAccount({ account, name }: Account): string {
  return name ?? accountTexts[account].label;
}

/** The same as short as it goes. */
export function nameAccountShort({ account, name }: Account): string {
  const { short, label } = accountTexts[account];
  return name ?? short ?? label;
}
