/** Limits that a recorded program has to keep, as their file says it. Times in ms; percentiles and confidence in percent. */
export interface ProgramBudget {
  /** How certain a verdict on a percentile must be. */
  readonly confidence?: number;
  /** Of the run as a whole. */
  readonly run?: {
    /** From the first request to the end of the last. */
    readonly wall?: number;
    /** At most so many. */
    readonly calls?: number;
    readonly retries?: number;
    readonly errors?: number;
  };
  readonly calls?: readonly CallRule[];
}

/** Limits of the calls of some lines, or of all. */
export interface CallRule {
  readonly name?: string;
  /** A glob of files, with a line where one is meant: `src/agent.ts:42`. All calls when it is left out. */
  readonly at?: string;
  readonly ttft?: number;
  readonly total?: number;
  readonly felt?: number;
  /** At least so many. */
  readonly tokensPerSecond?: number;
  /** So many of a hundred calls have to keep the limits. Every call of the run when it is left out. */
  readonly percentile?: number;
  readonly retries?: number;
  readonly errors?: number;
}

const time = { type: 'number', exclusiveMinimum: 0, examples: [1500] };
const count = { type: 'integer', minimum: 0, examples: [0] };

/** JSON Schema (draft-07) of the file. */
export const programBudgetSchema = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    $schema: { type: 'string' },
    confidence: { type: 'number', exclusiveMinimum: 50, exclusiveMaximum: 100, examples: [95] },
    run: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: { wall: time, calls: count, retries: count, errors: count },
    },
    calls: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          name: { type: 'string', minLength: 1 },
          at: { type: 'string', minLength: 1 },
          ttft: time,
          total: time,
          felt: time,
          tokensPerSecond: { type: 'number', exclusiveMinimum: 0, examples: [30] },
          percentile: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 100, examples: [95] },
          retries: count,
          errors: count,
        },
      },
    },
  },
};

/** Settings of a rule that limit something. */
export const limitSettings = ['ttft', 'total', 'felt', 'tokensPerSecond', 'retries', 'errors'] as const;
