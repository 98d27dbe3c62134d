/** Headers that the probe let through, by their lower-case names. */
export type Headers = Readonly<Record<string, string>>;
