import { readTextFile } from '../shared/tools.js';

/** Roles and rules; the handbook is most of each. */
export async function plannerPrompt() {
  return `${await handbook()}\n\nYou plan research. Answer with three topics, one a line.`;
}

/** @param {Date} now */
export async function researcherPrompt(now) {
  return `Current time: ${now.toISOString()}\n\n${await handbook()}\n\nYou research one topic. Use the tools; answer in two sentences.`;
}

export async function raterPrompt() {
  return `${await handbook()}\n\nYou rate a source from 1 to 10 and give the reason in a few words.`;
}

export async function reportPrompt() {
  return `${await handbook()}\n\nYou write the report.`;
}

function handbook() {
  return readTextFile('handbook.md');
}
