import type { Finding } from '../../analysis/findings/finding';
import type { SourceFrame } from '../../model/attribution';
import type { Run } from '../../model/run';
import type { HostToTimeline } from '../../protocol/timelineMessages';
import { analysisOf } from '../../store/runSelectors';
import type { RunStore } from '../../store/runStore';
import { readFindings } from '../runFindings';
import { readRunSetting } from '../settings';
import { buildTimelineAnalysis } from './timelineAnalysis';
import { buildTimelinePrediction } from './timelineFindings';

/** Between two descriptions of a live run rests so many times the time that the last one took. */
const REST = 10;
/** It rests for at least so long, in ms. */
const LEAST_REST = 500;

/** What the timeline of a run is told about where its time went, and how it would have been otherwise. */
export class TimelineAdvisor {
  private whatIfs: readonly string[] = [];
  private took = 0;

  constructor(private readonly store: RunStore) {}

  /** Findings without which the run is to be thought through from now on. */
  suppose(findingIds: readonly string[]): void {
    this.whatIfs = findingIds;
  }

  /** For how long to rest before the next description, in ms: a large run must not keep the editor busy. */
  get rest(): number {
    return Math.max(this.took * REST, LEAST_REST);
  }

  /** Where the time went. */
  describe(run: Run): HostToTimeline {
    const start = performance.now();
    const analysis = buildTimelineAnalysis(analysisOf(run), this.findings(run), readRunSetting(run, 'goal'));
    this.took = performance.now() - start;
    return { type: 'analysis', analysis };
  }

  /** The run as it would have been; as it was, when nothing is supposed. */
  predict(run: Run): HostToTimeline {
    const chosen = this.findings(run).filter(({ id }) => this.whatIfs.includes(id));
    if (chosen.length === 0) return { type: 'whatIf' };
    const prediction = buildTimelinePrediction(analysisOf(run), chosen, readRunSetting(run, 'goal'));
    return { type: 'whatIf', prediction };
  }

  /** Whether there is anything to say of how the run would have been. */
  get supposes(): boolean {
    return this.whatIfs.length > 0;
  }

  /** One of the lines of a finding. */
  findPlace(run: Run, findingId: string, place: number): SourceFrame | undefined {
    return this.find(run, findingId)?.places[place];
  }

  find(run: Run, findingId: string): Finding | undefined {
    return this.findings(run).find(({ id }) => id === findingId);
  }

  private findings(run: Run): readonly Finding[] {
    return readFindings(run, this.store);
  }
}
