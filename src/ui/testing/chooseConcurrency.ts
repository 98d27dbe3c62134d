import * as vscode from 'vscode';

const usual = [1, 2, 4, 8, 16, 32];
/** More connections than this a machine hardly has. */
const MOST = 1000;
const LAST = 'latencyLens.concurrency';

interface Choice extends vscode.QuickPickItem {
  readonly concurrency: number;
}

/** Asks how many requests are to be kept in flight; undefined when the person wants none of it. The last answer comes first. */
export function chooseConcurrency(memory: vscode.Memento): Promise<number | undefined> {
  const last = memory.get<number>(LAST);
  const known = [...new Set([...(last === undefined ? [] : [last]), ...usual])];
  const picker = vscode.window.createQuickPick<Choice>();
  picker.title = 'Requests kept in flight';
  picker.placeholder = `Choose or type a number from 1 to ${MOST}`;
  const offer = () => {
    const typed = readNumber(picker.value);
    picker.items = (typed === undefined ? known : [typed]).map((concurrency) =>
      describe(concurrency, concurrency === last),
    );
  };
  offer();
  picker.onDidChangeValue(offer);
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      // What is offered for it may not have arrived yet, and 32 is what looks like a 3 then.
      const chosen = readNumber(picker.value) ?? picker.selectedItems[0]?.concurrency;
      if (chosen !== undefined) void memory.update(LAST, chosen);
      resolve(chosen);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function describe(concurrency: number, isLast: boolean): Choice {
  return { label: `${concurrency}`, description: isLast ? 'as last time' : undefined, concurrency };
}

function readNumber(typed: string): number | undefined {
  const number = Number(typed);
  return /^\s*\d+\s*$/.test(typed) && number >= 1 && number <= MOST ? number : undefined;
}
