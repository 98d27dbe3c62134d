/**
 * A failure that a person can do something about. `message` says what is wrong, `action` what to do; both are shown
 * where the user looks. Everything else that is thrown is a defect of ours.
 */
export class HumanError extends Error {
  override readonly name = 'HumanError';

  constructor(
    message: string,
    readonly action: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
