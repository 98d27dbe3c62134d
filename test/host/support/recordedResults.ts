import * as vscode from 'vscode';

/** What the Test Explorer was told of an item. */
export interface RecordedResult {
  /** Labels from the suite down, joined by ` > `. */
  readonly item: string;
  readonly state: 'enqueued' | 'started' | 'passed' | 'failed' | 'errored' | 'skipped';
  readonly messages: readonly vscode.TestMessage[];
  readonly duration?: number;
}

/** One test run as the Test Explorer got it. */
export class RecordedRun {
  readonly results: RecordedResult[] = [];
  output = '';
  hasEnded = false;

  /** The last word on an item. */
  of(item: string): RecordedResult {
    const found = this.results.findLast((result) => result.item === item);
    if (!found) throw new Error(`Nothing was said of ${item}, but of ${this.items.join(', ')}`);
    return found;
  }

  /** State of each item at last, by its name. */
  get states(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.items.map((item) => [item, this.of(item).state]));
  }

  /** Text of the only message of an item. */
  messageOf(item: string): string {
    const { messages } = this.of(item);
    if (messages.length !== 1) throw new Error(`${item} has ${messages.length} messages`);
    return textOf(messages[0] as vscode.TestMessage);
  }

  private get items(): string[] {
    return [...new Set(this.results.map(({ item }) => item))];
  }
}

/** Text of a message, without the escapes of Markdown. */
export function textOf({ message }: vscode.TestMessage): string {
  return (typeof message === 'string' ? message : message.value).replace(/\\(.)/g, '$1');
}

const reported = ['enqueued', 'started', 'passed', 'failed', 'errored', 'skipped'] as const;

/**
 * Writes down what test runs of a controller are told, and passes it on: extensions can't read results, not even their
 * own. The returned array grows with each run.
 */
export function recordResults(controller: vscode.TestController): RecordedRun[] {
  const runs: RecordedRun[] = [];
  const create = controller.createTestRun.bind(controller);
  controller.createTestRun = (...args) => {
    const record = new RecordedRun();
    runs.push(record);
    return listenTo(create(...args), record);
  };
  return runs;
}

function listenTo(run: vscode.TestRun, record: RecordedRun): vscode.TestRun {
  return new Proxy(run, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        note(record, String(name), args);
        return value.apply(target, args);
      };
    },
  });
}

function note(record: RecordedRun, name: string, args: readonly unknown[]): void {
  const state = reported.find((one) => one === name);
  if (state) {
    const [item, ...more] = args as [vscode.TestItem, ...unknown[]];
    const messages = more.flat().filter((one) => one instanceof vscode.TestMessage);
    const duration = more.find((one) => typeof one === 'number');
    record.results.push({ item: pathOf(item), state, messages, duration });
  }
  if (name === 'appendOutput') record.output += args[0];
  if (name === 'end') record.hasEnded = true;
}

function pathOf(item: vscode.TestItem): string {
  return item.parent ? `${pathOf(item.parent)} > ${item.label}` : item.label;
}
