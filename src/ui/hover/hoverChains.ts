import { type CallChain, findCallChains } from '../../analysis/callChains';
import type { CallSiteSummary } from '../../analysis/callSiteSummary';
import { formatCount, formatPlace } from '../../base/format';
import type { RunId } from '../../base/units';
import { type ChainFrame, callSiteIdOf } from '../../model/attribution';
import type { Run } from '../../model/run';
import { commandIds } from '../contributions';
import { buildCommandLink, escapeMarkdown } from './markdown';

/** More ways than this are no overview any more. */
const MOST_CHAINS = 4;
/** Longer ways show their inner end and where they began. */
const MOST_FRAMES = 5;

/**
 * The ways on which calls came to this place, one a line, from the outside in, every frame a link to its line. Nothing
 * where there is one way and it has a single frame.
 */
export function formatChains(run: Run, { calls, site }: CallSiteSummary): string[] {
  const chains = findCallChains(calls);
  if (chains.every(({ frames }) => frames.length < 2)) return [];
  const isOnly = chains.length === 1;
  const lines = chains
    .slice(0, MOST_CHAINS)
    .map((chain) => formatChain(run.id, chain, { shown: site?.id, counted: !isOnly }));
  const more = chains.slice(MOST_CHAINS).reduce((sum, chain) => sum + chain.calls, 0);
  return [...lines, ...(more > 0 ? [`$(blank) ${formatCount(more)} × by other ways`] : [])];
}

function formatChain(
  runId: RunId,
  { frames, calls }: CallChain,
  { shown, counted }: { shown: string | undefined; counted: boolean },
): string {
  const parts = shorten(frames).map((frame) =>
    frame === undefined ? '…' : formatFrame(runId, frame, callSiteIdOf(frame) === shown),
  );
  const count = counted ? `${formatCount(calls)} × &ensp;` : '';
  return `$(list-tree) ${count}${parts.reverse().join(' › ')}`;
}

/** Innermost first; `undefined` stands for frames that are left out. */
function shorten(frames: readonly ChainFrame[]): (ChainFrame | undefined)[] {
  if (frames.length <= MOST_FRAMES) return [...frames];
  return [...frames.slice(0, MOST_FRAMES - 2), undefined, ...frames.slice(-1)];
}

function formatFrame(runId: RunId, frame: ChainFrame, isShown: boolean): string {
  const { file, line, column, functionName, lineHash } = frame;
  const site = { id: callSiteIdOf(frame), file, line, column, lineHash };
  const place = escapeMarkdown(formatPlace(frame));
  const label = functionName === undefined ? place : `${escapeMarkdown(functionName)} ${place}`;
  const link = buildCommandLink(label, commandIds.openSource, { runId, site });
  return isShown ? `**${link}**` : link;
}
