import type { Work, WorkKind } from '../model/work';

/** How a piece of other work is drawn: what is waited for elsewhere looks alike, its row says what it is. */
export type WorkLook = 'work' | 'sleep' | 'busy' | 'mark';

/** What a kind of other work is called and means, and how it is drawn. */
export interface WorkText {
  readonly label: string;
  readonly meaning: string;
  readonly look: WorkLook;
}

export const workTexts: Readonly<Record<WorkKind, WorkText>> = {
  tool: { label: 'tool', meaning: 'A tool is called over MCP.', look: 'work' },
  http: {
    label: 'HTTP',
    meaning: 'A request to anybody but a model API, up to the end of the answer.',
    look: 'work',
  },
  process: { label: 'process', meaning: 'A child process, from spawn to exit.', look: 'work' },
  thread: { label: 'thread', meaning: 'A worker thread, from start to exit.', look: 'work' },
  timer: {
    label: 'sleep',
    meaning: 'A timer until it ran out, while the process had nothing else to do.',
    look: 'sleep',
  },
  cpu: {
    label: 'busy',
    meaning: 'The event loop was busy, and nothing else accounts for the time.',
    look: 'busy',
  },
  measure: {
    label: 'mark',
    meaning: 'What the program measured itself with performance.measure.',
    look: 'mark',
  },
};

/** The machine itself, as the host of a request's name. */
const ownHost = /(?<=^\S+ )(localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/]|$)/;

/** What a piece of work is called in one line. */
export function nameWork({ kind, name, busy = 0, cpu = busy }: Work): string {
  if (kind === 'timer') return 'sleep';
  // Which service it was, the port says.
  if (kind === 'http') return name.replace(ownHost, '');
  if (kind !== 'cpu') return name;
  if (isStartUp({ kind, name })) return name;
  // CPU time that is missing was spent on waiting for something that holds the whole thread up, such as a file.
  return cpu < busy / 2 ? 'blocked' : 'computing';
}

/** Whether it is what a program computes before its first call or other work. */
export function isStartUp({ kind, name }: Pick<Work, 'kind' | 'name'>): boolean {
  return kind === 'cpu' && name === 'start-up';
}

/** How it ended; empty where nothing is remarkable. */
export function describeWorkEnd({ kind, outcome, code }: Work): string {
  switch (outcome) {
    case 'running':
      return 'running';
    case 'cut':
      return isBeside(kind) ? '' : 'cut off with its process';
    case 'abort':
      return code ? `given up (${code})` : 'given up';
    case 'error':
      return kind === 'process' && /^\d+$/.test(code ?? '')
        ? `exit code ${code}`
        : `failed${code ? `: ${code}` : ''}`;
    case 'done':
      return kind === 'http' && Number(code) >= 400 ? `status ${code}` : '';
  }
}

/** Whether a person should see that it did not go well. */
export function hasFailed({ outcome, kind, code }: Work): boolean {
  if (outcome === 'cut') return !isBeside(kind);
  return outcome === 'error' || (kind === 'http' && Number(code) >= 500);
}

/** Children and threads may well go on until their program ends, or beyond. */
function isBeside(kind: WorkKind): boolean {
  return kind === 'process' || kind === 'thread';
}
