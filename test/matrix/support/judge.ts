import { createHash } from 'node:crypto';
import { wireStyles } from '../../../src/decode/findWireStyle';
import type { Attempt } from '../../../src/model/attempt';
import type { Call } from '../../../src/model/call';
import { markersIn } from '../../probe/support/markers';
import type { SpooledExchange } from '../../probe/support/spool';
import type { MatrixCase } from '../matrixCase';
import type { CaseRun } from './runCase';
import type { Served } from './served';

/** What one cell showed: a call site in one program on one Node. */
export interface Cell {
  readonly mark: string;
  /** Calls that the servers counted there, further tries left out. */
  readonly calls: number;
  /** What is not as it must be; the cell is right when there is nothing. */
  readonly faults: readonly string[];
  /** Calls that were placed with high confidence where they are not. */
  readonly wrongConfident: number;
  /** Calls whose line is not certain. */
  readonly uncertain: number;
  /** Whether the style is decoded, so that the answer was held against what was served. */
  readonly decoded: boolean;
}

/** A request that was served, with all that is known of it on our side. */
interface Followed {
  readonly served: Served;
  readonly exchanges: readonly SpooledExchange[];
  readonly attempt: Attempt | undefined;
  readonly call: Call | undefined;
}

/** Holds what Latency Lens made of a run against what the servers know, one cell a mark. */
export function judge(matrixCase: MatrixCase, caseRun: CaseRun): Cell[] {
  const places = new Map(matrixCase.markedFiles.flatMap((file) => [...markersIn(file)]));
  const followed = caseRun.served.map((served) => follow(served, caseRun));
  const common = commonFaults(caseRun, places);
  return [...places].map(([mark, place]) => {
    const own = followed.filter(({ served }) => served.mark === mark);
    return judgeMark(mark, place, own, common);
  });
}

/** Faults of the program as a whole: no cell of it is right then. */
function commonFaults({ failure, served, spool }: CaseRun, places: ReadonlyMap<string, string>): string[] {
  const known = new Set(served.map(({ id }) => id));
  const strange = spool.exchanges.filter((exchange) => !known.has(idOf(exchange) ?? ''));
  const unmarked = served.filter(({ mark }) => mark === undefined || !places.has(mark));
  return [
    ...(failure ? [failure] : []),
    ...spool.losses.map(({ what, detail }) => `loss: ${what} ${detail ?? ''}`),
    ...strange.map(({ request }) => `was seen and not served: ${new URL(request.url).pathname}`),
    ...unmarked.map(({ mark, path }) => `claims no mark of the program: ${path} ${mark ?? ''}`),
  ];
}

function follow(served: Served, { spool, run }: CaseRun): Followed {
  const exchanges = spool.exchanges.filter((exchange) => idOf(exchange) === served.id);
  const [first] = exchanges;
  const isOwn = ({ id }: Attempt) => first !== undefined && (id as string).endsWith(first.request.id);
  const call = run.calls.find(({ attempts }) => attempts.some(isOwn));
  return { served, exchanges, attempt: call?.attempts.find(isOwn), call };
}

function idOf({ head }: SpooledExchange): string | undefined {
  return head?.headers['x-request-id'];
}

function judgeMark(
  mark: string,
  place: string,
  followed: readonly Followed[],
  common: readonly string[],
): Cell {
  const sites = followed.flatMap(({ call }) => (call ? [siteOf(call)] : []));
  const own = followed.length === 0 ? ['never called'] : followed.flatMap((one) => faultsOf(one, place));
  const calls = followed.filter(({ served }) => !served.retry).length;
  const seen = new Set(followed.map(({ call }) => call)).size;
  if (calls !== seen) own.push(`${calls} calls shown as ${seen}`);
  return {
    mark,
    calls,
    faults: [...new Set([...common, ...own])],
    wrongConfident: sites.filter((site) => site.confidence === 'high' && site.place !== place).length,
    uncertain: sites.filter((site) => site.confidence !== 'high').length,
    decoded: followed.length > 0 && followed.every(({ served }) => isDecoded(served.style)),
  };
}

function faultsOf({ served, exchanges, attempt, call }: Followed, place: string): string[] {
  const [exchange] = exchanges;
  if (!exchange || !attempt || !call) return [`not seen: ${served.path}`];
  const site = siteOf(call);
  return [
    ...(exchanges.length > 1 ? [`seen ${exchanges.length} times`] : []),
    ...(site.place === place ? [] : [`placed at ${site.place} (${site.method} ${site.confidence})`]),
    ...(site.confidence === 'high' ? [] : [`confidence ${site.confidence} (${site.method})`]),
    ...(attempt.style === served.style ? [] : [`taken for ${attempt.style}, is ${served.style}`]),
    ...missingPhases(attempt),
    ...bodyFaults(served, exchange),
    ...(isDecoded(served.style) ? decodeFaults(served, attempt) : []),
  ];
}

function siteOf({ attribution: { site, method, confidence } }: Call) {
  const place = site ? `${site.file}:${site.line}:${site.column}` : 'nowhere';
  return { place, method, confidence };
}

function missingPhases({ timing }: Attempt): string[] {
  const phases = ['assigned', 'sent', 'headers', 'close'] as const;
  return phases.filter((phase) => timing[phase] === undefined).map((phase) => `no phase ${phase}`);
}

function bodyFaults(
  { bodySha256, streamed, writes, expect }: Served,
  { data, end }: SpooledExchange,
): string[] {
  // Nobody reads a refusal to its end.
  if (expect?.outcome === 'error' && end?.how === 'abort') return [];
  const digest = createHash('sha256');
  for (const { b64 } of data) digest.update(Buffer.from(b64, 'base64'));
  if (digest.digest('hex') !== bodySha256) return ['body differs'];
  // Two writes may share a read, all of them don't: they are apart in time.
  return streamed && writes > 3 && data.length < 2 ? [`${writes} writes seen as one`] : [];
}

function isDecoded(style: string): boolean {
  return wireStyles.some(({ id }) => id === style);
}

function decodeFaults({ expect, streamed }: Served, { outcome, response }: Attempt): string[] {
  if (!expect) return [];
  const found = {
    outcome,
    textChars: response?.textChars,
    toolCalls: response?.toolCalls.map(({ name }) => name),
  };
  const faults =
    JSON.stringify(found) === JSON.stringify({ ...expect }) ? [] : [`decoded as ${JSON.stringify(found)}`];
  return response?.streamed === streamed || outcome !== 'complete'
    ? faults
    : [...faults, 'stream taken for none'];
}
