import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findCriticalPath } from '../../../../src/analysis/graph/findCriticalPath';
import { drawGraph, drawProcess } from './drawFlows';

const processes = [
  drawProcess('p1', { pid: 100 }),
  drawProcess('child', { pid: 200, parentPid: 100, start: 30 }),
  drawProcess('server', { pid: 300, parentPid: 1 }),
];

/** A line for `drawFlows`; times are coarse, so that many coincide. */
const arbitraryLine = fc
  .record({
    kind: fc.constantFrom('', '', '', 'http ', 'process ', 'tool '),
    start: fc.nat(40).map((tens) => tens * 10),
    length: fc.oneof(
      fc.nat(20).map((tens) => tens * 10),
      fc.constant(undefined),
    ),
    quoted: fc.nat(30),
    via: fc.constantFrom('', ' via agent@1 main@9', ' via agent@2 main@9', ' via step main@9'),
    process: fc.constantFrom('p1', 'p1', 'child', 'server'),
  })
  .map((line) => (index: number) => {
    const end = line.length === undefined ? '' : String(line.start + line.length);
    const quotes = line.kind === '' && line.quoted < index ? ` quotes a${line.quoted}` : '';
    return `a${index} ${line.kind}${line.start}-${end} in ${line.process}${line.via}${quotes}`;
  });

const arbitraryFlows = fc
  .array(arbitraryLine, { minLength: 1, maxLength: 30 })
  .map((lines) => lines.map((line, index) => line(index)).join('\n'));

const numberOfRuns = 200;

describe('graphs of any flows', function () {
  this.timeout(30_000);

  it('have nothing wait for what starts later, and two activities for each other once', () => {
    fc.assert(
      fc.property(arbitraryFlows, (flows) => {
        const { activities, before, after, inside } = drawGraph(flows, processes);
        const indexOf = new Map(activities.map(({ id }, index) => [id, index]));
        const indices = (id: (typeof activities)[number]['id']) => indexOf.get(id) ?? Number.NaN;
        for (const { id, start } of activities) {
          const dependencies = before.get(id) ?? [];
          for (const { from, to, lag } of dependencies) {
            assert.equal(to, id);
            assert.ok(indices(from) < indices(id), `${from} -> ${id}`);
            assert.equal(lag, start - (activities[indices(from)]?.end ?? 0));
          }
          assert.equal(new Set(dependencies.map(({ from }) => from)).size, dependencies.length);
          const container = inside.get(id);
          if (container) assert.ok(indices(container) < indices(id), `${id} in ${container}`);
        }
        assert.deepEqual(new Set([...after.values()].flat()), new Set([...before.values()].flat()));
      }),
      { numRuns: numberOfRuns, seed: 1 },
    );
  });

  it('have paths that cover every moment once, each over what goes on then', () => {
    fc.assert(
      fc.property(arbitraryFlows, fc.nat(300), fc.nat(800), (flows, start, length) => {
        const graph = drawGraph(flows, processes);
        const byId = new Map(graph.activities.map((activity) => [activity.id, activity]));
        const end = start + length;
        let at = start;
        for (const segment of findCriticalPath(graph, { start, end }).segments) {
          assert.equal(segment.start, at);
          assert.ok(segment.start < segment.end);
          at = segment.end;
          const activity = segment.activity && byId.get(segment.activity);
          if (!activity) continue;
          assert.ok(activity.start <= segment.start && segment.end <= activity.end, activity.id);
        }
        assert.equal(at, end);
      }),
      { numRuns: numberOfRuns, seed: 1 },
    );
  });

  it('have slack that is never less than nothing, and nothing on the path', () => {
    fc.assert(
      fc.property(arbitraryFlows, (flows) => {
        const graph = drawGraph(flows.replace(/ in \w+/g, ''));
        const end = Math.max(...graph.activities.map((activity) => activity.end));
        const { segments, slack } = findCriticalPath(graph, { start: 0, end });
        for (const spare of slack.values()) assert.ok(spare >= 0);
        for (const { activity } of segments) if (activity) assert.equal(slack.get(activity), 0);
      }),
      { numRuns: numberOfRuns, seed: 1 },
    );
  });
});
