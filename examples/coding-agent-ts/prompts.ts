import { readTextFile } from '../shared/tools.js';

/** Roles and rules; each begins or ends with the handbook, which is most of it. */
export async function plannerPrompt(): Promise<string> {
  return `${await handbook()}\n\nYou plan the work of a coding agent. Answer with at most four short steps.`;
}

export async function agentPrompt(now: Date): Promise<string> {
  return `Current time: ${now.toISOString()}\n\n${await handbook()}\n\nYou are a coding agent. Use the tools; answer when you know the cause.`;
}

export async function reviewerPrompt(): Promise<string> {
  return `${await handbook()}\n\nYou review one file. Answer with one or two sentences.`;
}

export async function patchPrompt(): Promise<string> {
  return `${await handbook()}\n\nYou write patches. Answer with a unified diff and nothing else.`;
}

export async function summaryPrompt(): Promise<string> {
  return 'You tell a shopkeeper in three sentences what was wrong and what will change.';
}

function handbook(): Promise<string> {
  return readTextFile('handbook.md');
}
