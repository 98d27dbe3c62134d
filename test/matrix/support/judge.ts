import { markersIn } from '../../probe/support/markers';
import type { MatrixCase } from '../matrixCase';
import { type Followed, follow, idOf, isDecoded, requestFaults } from './judgeRequest';
import { toolCallsIn, toolFaults } from './judgeTool';
import { type Mark, placeOf } from './placement';
import type { CaseRun } from './runCase';
import { toldFaults } from './told';

/** What one cell showed: a call site in one program on one Node. */
export interface Cell {
  readonly mark: string;
  /** Calls that the servers counted there, those of tools included, further tries left out. */
  readonly calls: number;
  /** What is not as it must be; the cell is right when there is nothing. */
  readonly faults: readonly string[];
  /** Calls that were placed with high confidence where they are not. */
  readonly wrongConfident: number;
  /** Calls whose line is not certain and could be. */
  readonly uncertain: number;
  /** Whether the style is decoded, so that the answer was held against what was served. */
  readonly decoded: boolean;
}

/** Holds what Latency Lens made of a run against what the servers know, one cell a mark. */
export function judge(matrixCase: MatrixCase, caseRun: CaseRun): Cell[] {
  const places = new Map(matrixCase.markedFiles.flatMap((file) => [...markersIn(file)]));
  const followed = caseRun.served.map((served) => follow(served, caseRun));
  const common = commonFaults(caseRun, places);
  return [...places].map(([mark, place]) => {
    if (matrixCase.unseen?.includes(mark)) return unseenCell(mark, common);
    const own = followed.filter(({ served }) => served.mark === mark);
    return judgeMark(mark, { place, isDoubtful: matrixCase.keepsNoMap ?? false }, own, common, caseRun);
  });
}

/** Faults of the program as a whole: no cell of it is right then. */
function commonFaults(
  { failure, served, servedTools, spool, run }: CaseRun,
  places: ReadonlyMap<string, string>,
): string[] {
  const known = new Set(served.map(({ id }) => id));
  const strange = spool.exchanges.filter((exchange) => !known.has(idOf(exchange) ?? ''));
  const unmarked = served.filter(({ mark }) => mark === undefined || !places.has(mark));
  const tools = [
    ...servedTools.map(({ tool }) => tool),
    ...run.work.flatMap(({ kind, name }) => (kind === 'tool' ? name : [])),
  ];
  return [
    ...(failure ? [failure] : []),
    ...spool.losses.map(({ what, detail }) => `loss: ${what} ${detail ?? ''}`),
    ...strange.map(({ request }) => `was seen and not served: ${new URL(request.url).pathname}`),
    ...unmarked.map(({ mark, path }) => `claims no mark of the program: ${path} ${mark ?? ''}`),
    ...tools.filter((tool) => !places.has(tool)).map((tool) => `a tool that no mark names: ${tool}`),
  ];
}

/** The program checks itself that the call was answered; had it been seen, that would be a fault of the whole run. */
function unseenCell(mark: string, common: readonly string[]): Cell {
  return { mark, calls: 0, faults: common, wrongConfident: 0, uncertain: 0, decoded: true };
}

function judgeMark(
  mark: string,
  where: Mark,
  followed: readonly Followed[],
  common: readonly string[],
  { servedTools, run, told }: CaseRun,
): Cell {
  const tools = servedTools.filter(({ tool }) => tool === mark);
  const shownTools = toolCallsIn(run, mark);
  const requests = followed.filter(({ served }) => !served.retry).length;
  const seen = new Set(followed.map(({ call }) => call)).size;
  const calls = requests + tools.length;
  const sites = [...followed.map(({ call }) => call), ...shownTools].flatMap(
    (shown) => shown?.attribution ?? [],
  );
  const faults = [
    ...common,
    ...(calls === 0 ? ['never called'] : []),
    ...(requests === seen ? [] : [`${requests} calls shown as ${seen}`]),
    ...followed.flatMap((one) => requestFaults(one, where)),
    ...followed.flatMap(({ served }) => toldFaults(served, told)),
    ...toolFaults(tools, shownTools, where),
  ];
  return {
    mark,
    calls,
    faults: [...new Set(faults)],
    wrongConfident: sites.filter((site) => site.confidence === 'high' && placeOf(site) !== where.place)
      .length,
    uncertain: where.isDoubtful ? 0 : sites.filter(({ confidence }) => confidence !== 'high').length,
    decoded: calls > 0 && followed.every(({ served }) => isDecoded(served.style)),
  };
}
