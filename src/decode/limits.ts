// What one response may make us hold, so that a hostile or broken server can't exhaust the editor. All are far above
// what a model's answer has; the figures of what goes beyond are still counted.

/** Characters of answer, reasoning and tool arguments kept of one response, together. */
export const maxKeptChars = 1024 * 1024;

/** Characters of one event or document; a larger one is passed over. */
export const maxMessageChars = 16 * 1024 * 1024;

/** Lines of one server-sent event; the parser keeps them apart, at many times their length. */
export const maxEventLines = 100_000;

/** Bytes that one compressed body may become. */
export const maxInflatedBytes = 64 * 1024 * 1024;

/** Reads, and events, listed apart; those beyond are added to the last one. */
export const maxListed = 250_000;

/** Choices, and tool calls, told apart in one response. */
export const maxParts = 1000;

/** Characters of a name that are kept: of a model, a tool, an id. */
export const maxNameChars = 256;

/** Characters of a provider's error message that are kept. */
export const maxErrorChars = 200;

/** Parts of one prompt; of one that has more, none are told. */
export const maxPromptParts = 20_000;
