import type { KeySource, SuiteApi } from './suite';

/** A suite's file as media/completions.schema.json lets it through: what is not written is absent. */
export interface SuiteFile {
  readonly name?: string;
  readonly launch?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly endpoint?: EndpointSetting;
  readonly model?: ModelSetting;
  readonly models?: readonly ModelSetting[];
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly prompt?: PromptSetting;
  readonly budget?: BudgetSetting;
  readonly repeats?: number;
  readonly concurrency?: number;
  readonly warmUp?: number;
  /** ms */
  readonly timeout?: number;
  readonly typing?: { readonly keystrokes?: number; readonly interval?: number; readonly debounce?: number };
  readonly sweep?: SweepSetting;
  readonly cases: readonly CaseSetting[];
}

export interface EndpointSetting {
  readonly baseUrl?: string;
  readonly api?: SuiteApi;
  readonly key?: KeySource;
  readonly headers?: Readonly<Record<string, string | KeySource>>;
}

export type ModelSetting = string | DetailedModel;

export interface DetailedModel {
  readonly model: string;
  readonly label?: string;
  readonly endpoint?: EndpointSetting;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly prompt?: PromptSetting;
}

export interface PromptSetting {
  readonly system?: string;
  readonly template?: string;
  readonly maxPrefix?: number;
  readonly maxSuffix?: number;
}

/** Limits in ms, shares in percent. */
export interface BudgetSetting {
  readonly ttft?: number;
  readonly total?: number;
  readonly keystroke?: number;
  readonly percentile?: number;
  readonly confidence?: number;
}

/** Shares in percent. */
export interface SweepSetting {
  readonly concurrency?: readonly number[];
  readonly requests?: number;
  readonly minGoodput?: number;
  readonly maxErrors?: number;
}

export interface CaseSetting {
  readonly name: string;
  readonly file?: string;
  readonly cursor?: CursorSetting;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly language?: string;
  readonly expect?: ExpectSetting;
  readonly stopAt?: 'line' | 'blankLine' | { readonly lines?: number; readonly text?: string };
  readonly budget?: BudgetSetting;
  readonly repeats?: number;
}

export interface CursorSetting {
  readonly after?: string;
  readonly marker?: string;
  readonly line?: number;
  readonly column?: number;
}

export interface ExpectSetting {
  readonly text?: string;
  readonly matches?: string;
  readonly flags?: string;
  readonly parses?: true;
}
