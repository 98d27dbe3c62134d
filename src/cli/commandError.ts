import { HumanError } from '../base/humanError';

/** A failure with an exit code of its own; other ones that a person can do something about end with 1. */
export class CommandError extends HumanError {
  constructor(
    message: string,
    action: string,
    readonly exitCode: number,
    options?: { cause?: unknown },
  ) {
    super(message, action, options);
  }
}

/** The command line can't be understood. */
export function usageError(message: string): CommandError {
  return new CommandError(message, 'See `latency-lens --help`.', 2);
}

/** The exit code and the text of a failure for a terminal; undefined for a defect of ours. */
export function describeFailure(error: unknown): { exitCode: number; text: string } | undefined {
  if (!(error instanceof HumanError)) return undefined;
  return {
    exitCode: error instanceof CommandError ? error.exitCode : 1,
    text: `error: ${error.message}\nwhat to do: ${error.action}\n`,
  };
}
