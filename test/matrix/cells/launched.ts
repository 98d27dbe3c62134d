import type { MakeCases } from '../matrixCase';
import { launchers } from '../support/launchers';
import { launchAll } from '../support/launches';

/** One TypeScript program, started in every way: the probe reaches the process that makes the calls. */
export const makeCases: MakeCases = (workplace) => launchAll(launchers, workplace);
