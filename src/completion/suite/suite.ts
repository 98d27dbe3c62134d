import type { CompletionBudget } from '../../model/completion';

/** A completion suite as its file says it, checked, variables put in, defaults filled in. */
export interface Suite {
  /** Absolute path of the file. */
  readonly file: string;
  readonly name: string;
  readonly targets: readonly SuiteTarget[];
  readonly cases: readonly SuiteCase[];
  readonly budget: CompletionBudget;
  /** Counted requests per case and target. */
  readonly repeats: number;
  /** Requests kept in flight. */
  readonly concurrency: number;
  /** Requests per target before counting begins. */
  readonly warmUp: number;
  /** A request that takes longer has failed, ms. */
  readonly timeout: number;
  readonly typing?: Typing;
  readonly sweep?: Sweep;
  /** Name of a launch configuration that serves the endpoints; the editor has it running while the suite runs. */
  readonly launch?: string;
}

/** The request formats that a suite can speak. */
export type SuiteApi =
  /** `POST {base}/chat/completions` */
  | 'chat'
  /** `POST {base}/completions`, with `suffix` where the case has one */
  | 'completions'
  /** `POST {base}/responses` */
  | 'responses'
  /** `POST {base}/fim/completions` of Mistral */
  | 'mistralFim'
  /** `POST {base}/infill` of llama.cpp */
  | 'llamacppInfill'
  /** `POST {base}/api/generate` of Ollama */
  | 'ollamaGenerate';

export interface SuiteTarget {
  readonly id: string;
  readonly label: string;
  readonly model: string;
  readonly api: SuiteApi;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Where its key is; never the key itself. */
  readonly key?: KeySource;
  /** Sent with every request. Values may come from the environment. */
  readonly headers: Readonly<Record<string, string | KeySource>>;
  /** Put into the request's body as they are. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly prompt: PromptRules;
}

/** Name of an environment variable, or of a secret that the person has given to the editor. */
export type KeySource = { readonly env: string } | { readonly secret: string };

/** How the text around the cursor becomes a request. */
export interface PromptRules {
  /** System message of chat APIs, instructions of responses. */
  readonly system?: string;
  /**
   * Text of the user message of chat APIs, or the whole prompt of `completions`; `{prefix}`, `{suffix}`, `{file}` and
   * `{language}` stand for the case's. Without it: prefix and suffix as the API takes them, or a plain question that
   * holds both.
   */
  readonly template?: string;
  /** Characters before and after the cursor that are sent at most. */
  readonly maxPrefix: number;
  readonly maxSuffix: number;
}

export interface SuiteCase {
  readonly id: string;
  readonly name: string;
  /** 1-based place in the suite's file. */
  readonly line: number;
  readonly column: number;
  /** `hashCase` of what the file says of it. */
  readonly hash: string;
  readonly at: CursorSource;
  readonly expect?: Expectation;
  /** Where the completion is complete although the model would go on. */
  readonly stopAt?: StopRule;
  /** Its own, in place of the suite's. */
  readonly budget?: CompletionBudget;
  readonly repeats: number;
}

/** Where a case completes. */
export type CursorSource =
  /** Absolute path of a file, and the place in it, which is looked for anew at every run. */
  | { readonly kind: 'file'; readonly file: string; readonly cursor: Cursor; readonly language?: string }
  | { readonly kind: 'inline'; readonly prefix: string; readonly suffix: string; readonly language?: string };

export type Cursor =
  /** 1-based. */
  | { readonly line: number; readonly column: number }
  /** A text that stands in the file once; it is taken out, and the cursor is where it was. */
  | { readonly marker: string }
  /** The cursor is behind a text that stands in the file once. */
  | { readonly after: string };

export type Expectation =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'matches'; readonly pattern: string; readonly flags: string }
  /** The file with the completion in it has no syntax error. */
  | { readonly kind: 'parses'; readonly language: string };

export type StopRule =
  | { readonly kind: 'lines'; readonly lines: number }
  | { readonly kind: 'blankLine' }
  | { readonly kind: 'text'; readonly text: string };

/** A person types: every request but the last of a burst is superseded by the next keystroke. */
export interface Typing {
  /** Keystrokes per burst; the text before the cursor ends with them. */
  readonly keystrokes: number;
  /** Between two keystrokes, ms. */
  readonly interval: number;
  /** After a keystroke, before the request, ms. */
  readonly debounce: number;
}

/** One suite at several levels of concurrency. */
export interface Sweep {
  readonly concurrency: readonly number[];
  /** Counted requests per level and target. */
  readonly requests: number;
  /** Higher levels are left out once fewer than this share of a level's requests keep the budget; 0 = never. */
  readonly minGoodput: number;
  /** Higher levels are left out once more than this share of a level's requests fail. */
  readonly maxErrors: number;
}

/** What is wrong in a suite's file, at a 1-based place of it. */
export interface SuiteProblem {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: 'error' | 'warning';
  /** An editor that knows the file's schema sees `syntax` and `form` by itself; `meaning` is seen here alone. */
  readonly kind: 'syntax' | 'form' | 'meaning';
  /** What is wrong, and what to do about it. */
  readonly message: string;
}

/** A file as it was read: the suite when nothing in it is an error. */
export interface ReadSuite {
  readonly suite?: Suite;
  readonly problems: readonly SuiteProblem[];
}
