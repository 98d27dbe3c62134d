import type { MakeCases } from '../matrixCase';
import { bundlers } from '../support/bundlers';
import { launchAll } from '../support/launches';
import { transpilers } from '../support/transpilers';

/** One TypeScript program, compiled in every way: the line is always the one that a person wrote. */
export const makeCases: MakeCases = (workplace) => launchAll([...transpilers, ...bundlers], workplace);
