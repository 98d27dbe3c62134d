/** What a new suite holds: the smallest that is worth running, with a word on what else there is. */
export function newSuiteText(name: string): string {
  return `{
  // How fast do completions come, and are they right? Run the suite in the Test Explorer, or with
  // \`latency-lens complete <this file>\`. Every setting is explained when the mouse is over it.
  "name": ${JSON.stringify(name.replaceAll('${', () => '$${'))},

  // chat, completions, responses, mistralFim, llamacppInfill or ollamaGenerate.
  "endpoint": {
    "baseUrl": "https://api.openai.com/v1",
    "api": "chat",
    // The key stays out of the file. { "secret": "openai" } takes it from the editor's secret storage.
    "key": { "env": "OPENAI_API_KEY" },
  },
  // "models": [ … ] compares several.
  "model": "gpt-4.1-nano",
  "parameters": { "max_tokens": 64, "temperature": 0 },
  "prompt": {
    "system": "You complete code. Answer with the code that belongs at the cursor, and nothing else: no explanation, no code fence.",
  },

  // 95 % of the completions have to be there within 500 ms.
  "budget": { "total": 500, "percentile": 95 },

  "cases": [
    {
      "name": "sum of a list",
      "language": "typescript",
      "prefix": "function sum(numbers: number[]): number {\\n  return ",
      "suffix": "\\n}\\n",
      // Enough is there at the end of the line: the rest is cancelled, as an editor does.
      "stopAt": "line",
      "expect": { "parses": true },
    },
    // A place in a file of yours, behind a text that it has once:
    // { "name": "…", "file": "src/cart.ts", "cursor": { "after": "const total = " }, "stopAt": "line" },
  ],
}
`;
}
