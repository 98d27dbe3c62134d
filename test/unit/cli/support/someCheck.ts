import type { Check } from '../../../../src/cli/checks/check';

/** A check that passed, but for what is given. */
export function someCheck(facts: Partial<Check> = {}): Check {
  return {
    group: 'fill in the middle',
    name: 'function body',
    place: { file: '/work/suites/fim.completions.json', line: 12 },
    outcome: 'passed',
    message: '',
    details: [],
    figures: { 'TTFT p50': '182 ms', n: '30' },
    startedAtEpoch: Date.UTC(2026, 2, 8, 14, 5, 9, 120),
    time: 12_340,
    ...facts,
  };
}
