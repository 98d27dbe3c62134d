import { HumanError } from '../../../src/base/humanError';

/** Runs a command's main function. What a person can do something about is told without a stack. */
export function runMain(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    console.error(error instanceof HumanError ? `\n${error.message}\n${error.action}` : error);
    process.exit(1);
  });
}
