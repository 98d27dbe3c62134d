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

/** The extension's side of a panel, which takes messages and keeps a state beyond the page's life. */
export interface HostOf<Message, Kept> {
  postMessage(message: Message): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
}

/** The extension's side of the timeline. */
export type Host = HostOf<TimelineToHost, KeptState>;

declare function acquireVsCodeApi<Message, Kept>(): HostOf<Message, Kept>;

/** Can be had once per page. */
export function acquireHost<Message, Kept>(): HostOf<Message, Kept> {
  return acquireVsCodeApi();
}
