import * as vscode from 'vscode';
import { HumanError } from '../../base/humanError';
import type { RunStore } from '../../store/runStore';
import { placedRun } from '../placedRun';
import { readFindings } from '../runFindings';
import { readRunSetting } from '../settings';
import { suiteRunOf } from '../suiteRuns';
import { chooseRun } from './chooseRun';
import { findingsTool } from './findingsTool';
import type { ModelTool, RunInput } from './modelTool';
import { runSummaryTool } from './runSummaryTool';
import { slowestLinesTool } from './slowestLinesTool';
import { whatIfTool } from './whatIfTool';

/** Lets a coding agent in the editor ask why a program is slow. */
export function registerModelTools(store: RunStore): vscode.Disposable {
  return vscode.Disposable.from(
    register(store, runSummaryTool),
    register(store, slowestLinesTool),
    register(store, findingsTool),
    register(store, whatIfTool),
  );
}

function register<Input extends RunInput>(store: RunStore, tool: ModelTool<Input>): vscode.Disposable {
  return vscode.lm.registerTool<Input>(tool.name, {
    prepareInvocation: () => ({ invocationMessage: tool.progress }),
    invoke: ({ input }) => new vscode.LanguageModelToolResult([answer(store, tool, input)]),
  });
}

/** What can't be answered is told as an answer, with what to ask instead: a model reads no error. */
function answer<Input extends RunInput>(
  store: RunStore,
  tool: ModelTool<Input>,
  input: Input,
): vscode.LanguageModelTextPart {
  try {
    const run = placedRun(chooseRun(store, input.run, tool));
    const suite = suiteRunOf(run);
    if (suite && tool.answerOfSuite) return new vscode.LanguageModelTextPart(tool.answerOfSuite(suite));
    const goal = input.goal ?? readRunSetting(run, 'goal');
    const findings = readFindings(run, store, goal);
    return new vscode.LanguageModelTextPart(tool.answer({ run, goal, input, findings }));
  } catch (error) {
    if (!(error instanceof HumanError)) throw error;
    return new vscode.LanguageModelTextPart(`${error.message} ${error.action}`);
  }
}
