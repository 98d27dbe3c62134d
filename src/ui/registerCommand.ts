import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable';
import { commandIds } from './contributions';
import { showProblem } from './showProblem';

/** Makes a command of ours do something. What goes wrong in it is told to the person who gave it. */
export function registerCommand<Arguments extends unknown[]>(
  name: keyof typeof commandIds,
  run: (...args: Arguments) => unknown,
): Disposable {
  return vscode.commands.registerCommand(commandIds[name], async (...args) => {
    try {
      await run(...(args as Arguments));
    } catch (error) {
      showProblem('That did not work.', error);
    }
  });
}
