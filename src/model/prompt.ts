/** Who speaks in a part of a prompt, or what it is. */
export type PromptPartKind = 'tools' | 'system' | 'user' | 'assistant' | 'toolResult' | 'other';

/** One part of a prompt, as a message is, without its content. */
export interface PromptPart {
  readonly kind: PromptPartKind;
  /** First 16 hex digits of the SHA-256 of what it says; marks for a cache are no part of that. Equal parts have it equal. */
  readonly digest: string;
  /** Length of it as JSON, in UTF-16 units. */
  readonly chars: number;
  /** Ids of the tool calls that it makes (`assistant`) or gives the results of (`toolResult`). */
  readonly toolCalls?: readonly string[];
  /** The client asks for the prompt up to here to be cached. */
  readonly cacheMark?: true;
}
