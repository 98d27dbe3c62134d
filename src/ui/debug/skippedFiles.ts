/** What a configuration says of files that the debugger steps over. */
interface SkipConfiguration {
  readonly type: string;
  readonly skipFiles?: readonly string[];
}

/**
 * The files a debugger is to step over: those of the configuration, and the probe, which is no business of whoever
 * steps through a program.
 * @param probePath absolute; its last three segments are the probe's own and hold nothing that a glob would read
 * differently
 */
export function skippedFiles({ type, skipFiles }: SkipConfiguration, probePath: string): readonly string[] {
  return [...(skipFiles ?? defaultsOf(type)), `**/${probePath.split(/[\\/]/).slice(-3).join('/')}`];
}

/** What the JavaScript debugger would skip had nothing been set. */
function defaultsOf(type: string): readonly string[] {
  return type === 'node-terminal' ? ['<node_internals>/**'] : [];
}
