import type { TimelineToHost } from '../src/protocol/timelineMessages';
import type { Wanted } from './camera';

/** What outlives the page: VS Code throws it away while the panel is hidden and makes it anew. */
export interface KeptState {
  /** Tells the extension after a reload of the window whose timeline it is. */
  readonly runId: string;
  readonly wanted: Wanted;
  readonly scrollTop: number;
  readonly selected?: string;
  readonly marked: readonly string[];
  readonly showsPath: boolean;
  readonly collapsed: readonly string[];
}

/** The extension's side of the panel. */
export interface Host {
  postMessage(message: TimelineToHost): void;
  getState(): KeptState | undefined;
  setState(state: KeptState): void;
}

declare function acquireVsCodeApi(): Host;

/** Can be had once per page. */
export function acquireHost(): Host {
  return acquireVsCodeApi();
}
