import type { Figure } from '../figures';
import type { Comparison } from './measureScenario';
import type { StartedProgram, StartTimes } from './measureStarts';
import { others } from './variants';

/** Everything that was measured, by scenario. */
export interface Measured {
  readonly scenarios: Readonly<Record<string, readonly Comparison[]>>;
  readonly starts: Readonly<Record<StartedProgram, readonly StartTimes[]>>;
}

/** The figures that have a goal, each with it. */
export function judge({ scenarios, starts }: Measured): Record<string, Figure> {
  const at = (scenario: string, variant: string) =>
    scenarios[scenario]?.find((row) => row.variant.id === variant) as Comparison;
  const start = (program: StartedProgram) =>
    starts[program].find(({ variant }) => variant.id === 'full') as StartTimes;
  const unpaced = (scenario: string) => ({
    [`${scenario}LightCpu`]: { value: at(scenario, 'light').cpuRatio, goal: '<= 1.05' },
    [`${scenario}LightToCheapestOther`]: {
      value: at(scenario, 'light').cpuRatio / cheapestOther(scenarios[scenario] ?? []),
      goal: '<= 1',
    },
    [`${scenario}FullCpu`]: { value: at(scenario, 'full').cpuRatio, goal: '<= 1.2' },
    [`${scenario}DebuggerLightCpu`]: { value: at(scenario, 'debuggerLight').cpuRatio, goal: '<= 1.1' },
    [`${scenario}DebuggerFullCpu`]: { value: at(scenario, 'debuggerFull').cpuRatio, goal: '<= 1.1' },
  });
  return {
    ...unpaced('single'),
    ...unpaced('many'),
    pacedLightWall: { value: at('pacedMany', 'light').wallRatio, goal: '<= 1.01' },
    pacedFullWall: { value: at('pacedMany', 'full').wallRatio, goal: '<= 1.01' },
    pacedLightCorePercent: { value: at('pacedMany', 'light').corePercent, goal: '<= 3' },
    pacedFullCorePercent: { value: at('pacedMany', 'full').corePercent, goal: '<= 8' },
    addedTtftP99LightMs: { value: at('single', 'light').addedTtftP99Ms ?? Number.NaN, goal: '<= 0.3' },
    addedTtftP99FullMs: { value: at('single', 'full').addedTtftP99Ms ?? Number.NaN, goal: '<= 0.3' },
    aiLightCpu: { value: at('ai', 'light').cpuRatio },
    aiFullCpu: { value: at('ai', 'full').cpuRatio },
    aiDebuggerFullCpu: { value: at('ai', 'debuggerFull').cpuRatio },
    startAddedMs: { value: start('empty').addedMs, goal: '<= 10' },
    startEsm: { value: start('esm').ratio, goal: '<= 1.1' },
    startCjs: { value: start('cjs').ratio, goal: '<= 1.1' },
    promisesFullCpu: { value: at('promises', 'full').cpuRatio, goal: '<= 1.3' },
  } as Record<string, Figure>;
}

function cheapestOther(rows: readonly Comparison[]): number {
  const ids = new Set(others.map(({ id }) => id));
  return Math.min(...rows.filter(({ variant }) => ids.has(variant.id)).map(({ cpuRatio }) => cpuRatio));
}
