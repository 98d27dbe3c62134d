import type { Disposable } from '../base/disposable';
import { Emitter, type Event } from '../base/events';
import type { CallId, RunId } from '../base/units';
import type { Run } from '../model/run';

/** What happened to a run. `changedCalls` names its calls that are new or not as they were. */
export interface RunChange {
  readonly runId: RunId;
  readonly kind: 'added' | 'changed' | 'ended' | 'removed';
  readonly changedCalls: readonly CallId[];
}

/** Owns the runs: the only state there is about them. A run is replaced as a whole, never changed. */
export class RunStore implements Disposable {
  private readonly byId = new Map<RunId, Run>();
  private readonly changes = new Emitter<RunChange>();

  readonly onDidChange: Event<RunChange> = this.changes.event;

  /** All runs, newest first. */
  get runs(): readonly Run[] {
    return [...this.byId.values()].sort((a, b) => b.startedAtEpoch - a.startedAtEpoch);
  }

  get(id: RunId): Run | undefined {
    return this.byId.get(id);
  }

  /** Adds a run, or replaces what was known of it. */
  put(run: Run, changedCalls: readonly CallId[]): void {
    const before = this.byId.get(run.id);
    this.byId.set(run.id, run);
    this.changes.fire({ runId: run.id, kind: kindOfChange(before, run), changedCalls });
  }

  /** Forgets a run; one that is not there is none the less gone. */
  remove(id: RunId): void {
    if (this.byId.delete(id)) this.changes.fire({ runId: id, kind: 'removed', changedCalls: [] });
  }

  dispose(): void {
    this.changes.dispose();
  }
}

function kindOfChange(before: Run | undefined, after: Run): RunChange['kind'] {
  if (!before) return 'added';
  return before.status === 'running' && after.status === 'ended' ? 'ended' : 'changed';
}
