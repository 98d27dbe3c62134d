/** Says in one sentence why a body can't be read, or read on. */
export class UnreadableError extends Error {}
