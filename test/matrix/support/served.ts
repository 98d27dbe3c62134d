/** One request as a server of the matrix answered it: the truth a cell is held against. */
export interface Served {
  /**
   * Sent back, so that the probe's record of the request is found by it: as `x-request-id`, or as the id of the response
   * where many share one connection.
   */
  readonly id: string;
  /** The mark that the request says it was made at. */
  readonly mark: string | undefined;
  readonly path: string;
  readonly style: string;
  /** A further try of a call that the server refused before. */
  readonly retry: boolean;
  readonly streamed: boolean;
  /** Number of writes to the socket. */
  readonly writes: number;
  /** Digest of the body; undefined when it was not written to its end. */
  readonly bodySha256: string | undefined;
  /** Digests of the body as far as each of its writes, where the server knows them before it answers. */
  readonly sha256After?: readonly string[];
  /** What a decoder must find in it; undefined where the style isn't decoded. */
  readonly expect: Expectation | undefined;
  /** More of what a decoder must find, as `decodedContent` has it, where a sample was played. */
  readonly content?: Readonly<Record<string, unknown>>;
  /** Name of the sample, where the program asked for that one; it tells then what its client made of it. */
  readonly sample?: string;
}

export interface Expectation {
  readonly outcome: string;
  readonly textChars: number;
  /** Names in order. */
  readonly toolCalls: readonly string[];
}

/** The mark that a request claims: programs put `cell:<mark>` into what they ask. */
export function markIn(text: string): string | undefined {
  return /cell:(\w+)/.exec(text)?.[1];
}
