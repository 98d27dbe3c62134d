import { strict as assert } from 'node:assert';
import type { ActivityId } from '../../../../src/analysis/activity';
import { findActivities } from '../../../../src/analysis/findActivities';
import { nameThreads } from '../../../../src/analysis/threads/nameThreads';
import type { Thread } from '../../../../src/analysis/threads/thread';
import { drawRun } from '../../../support/runDsl';

const line = 'sent 0, head 10, text 20, finish 20, done 20, close 20';
const asked = { line, site: '/a.ts:9:1 askModel', callers: ['/a.ts:5:1 findCause', '/a.ts:1:1 main'] };
const run = drawRun([asked, { ...asked, start: 100 }, { line, start: 200, site: '' }]);
const activities = findActivities(run, 300);

/** A thread of calls; `work` is what lies in the run of a tool after the first. */
function threadOf(indexes: readonly number[], work: readonly ActivityId[] = []): Thread {
  const calls = indexes.map((index) => run.calls[index] ?? assert.fail());
  const tools = work.length > 0 ? [{ names: ['t'], start: 20, end: 100, activities: work }] : [];
  const iterations = [{ ordinal: 1, calls, tools, start: 0, end: 100 }];
  return { id: calls[0]?.id ?? '', iterations, calls, start: 0, end: 100 };
}

/** A call stands for the work of a tool: what counts is where it came from. */
function withTool(callers: readonly string[]) {
  const made = drawRun([{ line, site: '/tools.ts:3:1 runTool', callers, start: 50 }]);
  const [tool] = findActivities(made, 300);
  assert.ok(tool);
  const named = { ...tool, id: 'tool' as ActivityId };
  return nameThreads({
    threads: [threadOf([0, 1], [named.id])],
    activities: [...activities, named] as never,
  });
}

describe('nameThreads', () => {
  it('names the loop that asks the model and runs the tools', () => {
    const names = withTool(['/a.ts:7:1 findCause', '/a.ts:1:1 main']);
    assert.deepEqual([...names.values()], ['findCause']);
  });

  it('names the function further out where tools are run from there', () => {
    assert.deepEqual([...withTool(['/a.ts:2:1 main']).values()], ['main']);
  });

  it('names the call site where nothing tells of a loop', () => {
    assert.deepEqual([...nameThreads({ threads: [threadOf([0, 1])], activities }).values()], ['askModel']);
    assert.deepEqual([...withTool(['/b.ts:2:1 elsewhere']).values()], ['askModel']);
  });

  it('numbers those of one name, and does without a line', () => {
    const threads = [threadOf([0]), threadOf([1]), threadOf([2])];
    const names = nameThreads({ threads, activities });
    assert.deepEqual([...names.values()].sort(), ['askModel 1', 'askModel 2', 'calls without a line']);
  });
});
