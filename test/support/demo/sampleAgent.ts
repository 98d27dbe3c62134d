/** The agent of the examples that is shown first. */
export const sampleAgent = {
  configuration: 'Coding agent (TypeScript)',
  /** Relative to the examples. */
  file: 'coding-agent-ts/agent.ts',
  /** Text of a line that calls a model in a loop. */
  callingLine: 'client.chat.completions.create',
} as const;
