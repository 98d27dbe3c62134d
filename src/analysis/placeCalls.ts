import { extend } from '../base/extend';
import { memoiseByIdentity } from '../base/memoise';
import { type Attribution, type ChainFrame, callSiteIdOf } from '../model/attribution';
import type { Call } from '../model/call';
import type { Run } from '../model/run';
import { matchPath } from './matchPath';

/** Which of the frames that led to a call it is shown at. */
export interface CallSiteChoice {
  readonly frame: 'innermost' | 'outermost';
  /** Globs of files whose frames are passed over as long as there are others. */
  readonly helpers: readonly string[];
}

/** What is known as the call site unless a person chooses otherwise. */
export const innermost: CallSiteChoice = { frame: 'innermost', helpers: [] };

/**
 * The run with its calls at the frames that a person wants them at. The same run when that changes nothing, and the
 * same calls as before for calls that have not changed.
 */
export function placeCalls(run: Run, choice: CallSiteChoice): Run {
  if (choice.frame === 'innermost' && choice.helpers.length === 0) return run;
  return placersOf(run.origin.folder ?? '', choice)(run);
}

type Placer = (run: Run) => Run;

/** Placers by folder and choice. Each remembers runs and calls for as long as they live; there are few of them. */
const placers = new Map<string, Placer>();

function placersOf(folder: string, choice: CallSiteChoice): Placer {
  const key = JSON.stringify([folder, choice]);
  const known = placers.get(key);
  if (known) return known;
  if (placers.size >= MOST_PLACERS) placers.clear();
  const placer = createPlacer(folder, choice);
  placers.set(key, placer);
  return placer;
}

const MOST_PLACERS = 20;

function createPlacer(folder: string, { frame, helpers }: CallSiteChoice): Placer {
  const isHelper = ({ file }: ChainFrame) => helpers.some((glob) => matchPath(file, glob, folder));
  const placeAttribution = memoiseByIdentity((attribution: Attribution): Attribution => {
    const own = attribution.chain.filter((one) => !isHelper(one));
    const chosen = frame === 'innermost' ? own[0] : own.at(-1);
    return chosen ? moveTo(attribution, chosen) : attribution;
  });
  const placeCall = memoiseByIdentity((call: Call): Call => {
    const attribution = placeAttribution(call.attribution);
    return attribution === call.attribution ? call : Object.freeze(extend(call, { attribution }));
  });
  return memoiseByIdentity((run: Run): Run => Object.freeze({ ...run, calls: run.calls.map(placeCall) }));
}

function moveTo(attribution: Attribution, frame: ChainFrame): Attribution {
  const id = callSiteIdOf(frame);
  if (id === attribution.site?.id) return attribution;
  const { file, line, column, functionName, lineHash } = frame;
  return Object.freeze({
    ...attribution,
    confidence: frame.confidence ?? attribution.confidence,
    site: { id, file, line, column, functionName, lineHash },
  });
}
