// What the agents print: paragraphs with a label in the margin.

const labelWidth = 8;
const indent = ' '.repeat(labelWidth + 2);

/**
 * Begins a paragraph.
 * @param {string} label
 */
export function startLine(label) {
  process.stdout.write(`\n${label.padStart(labelWidth)}  `);
}

/**
 * Continues the paragraph with text as it streams in.
 * @param {string} text
 */
export function streamText(text) {
  process.stdout.write(text.replaceAll('\n', `\n${indent}`));
}

/**
 * Prints a whole paragraph.
 * @param {string} label
 * @param {string} text
 */
export function say(label, text) {
  startLine(label);
  streamText(text);
}

/** Ends the output. */
export function finish() {
  process.stdout.write('\n');
}
