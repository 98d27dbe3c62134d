import type { Scenario } from './scenario';
import { scripted } from './scripted';

/** Everything that `main.ts --scenario` knows. */
export const scenarios: readonly Scenario[] = [scripted];
