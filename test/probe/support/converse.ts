import type { FrameFinder } from '../../../src/probe/node/attribution/frameFinder';
import { LineNotes } from '../../../src/probe/node/attribution/lineNotes';
import { Recorder } from '../../../src/probe/node/recorder';
import type { SpoolFile } from '../../../src/probe/node/spoolFile';
import { Conversation, type OpenedSocket } from '../../../src/probe/node/webSocket/conversation';
import type { ProbeRecord, RawFrame } from '../../../src/protocol/probeRecords';
import { gatherExchanges, type SpooledExchange } from './spool';

/** Where every message of the program is sent from here. */
export const sendingFrame: RawFrame = { file: '/app/send.js', line: 1, column: 1, origin: 'async', depth: 1 };
/** Where the connection was opened. */
export const openingFrame: RawFrame = { file: '/app/open.js', line: 2, column: 2, origin: 'sync', depth: 0 };

/** One WebSocket without a network: both sides say what a test wants said. */
export interface TestConversation {
  readonly conversation: Conversation;
  program(...messages: readonly unknown[]): void;
  server(...messages: readonly unknown[]): void;
  /** What the probe has written by now. */
  exchanges(): readonly SpooledExchange[];
  /** What was lost, or where the probe failed. */
  losses(): readonly string[];
  readonly gaveUp: boolean;
}

export function converse(socket: Partial<OpenedSocket> = {}): TestConversation {
  const lines: string[] = [];
  const file = { size: 0, append: (line: string) => void lines.push(line) };
  const recorder = new Recorder(file as unknown as SpoolFile, 'test');
  const finder = { trail: () => ({}), follow: () => [sendingFrame] };
  const notes = new LineNotes(recorder, finder as unknown as FrameFinder);
  const opened = { url: 'wss://host/socket', headers: {}, compresses: false, frames: () => [openingFrame] };
  let gaveUp = false;
  const conversation = new Conversation(recorder, notes, { ...opened, ...socket }, () => {
    gaveUp = true;
  });
  const records = () => lines.map((line) => JSON.parse(line) as ProbeRecord);
  return {
    conversation,
    program: (...messages) => {
      for (const message of messages) conversation.wrote(frameOf(message));
    },
    server: (...messages) => {
      for (const message of messages) conversation.read(frameOf(message));
    },
    exchanges: () => {
      notes.flush();
      // What came at once is written at the end of its turn, or before the next record.
      recorder.internalLoss(`look ${lines.length}`);
      return gatherExchanges(records());
    },
    losses: () =>
      records().flatMap((record) =>
        record.k === 'loss' && !record.detail?.startsWith('look ') ? [record.detail ?? record.what] : [],
      ),
    get gaveUp() {
      return gaveUp;
    },
  };
}

/** A short text as one frame; a number as a frame that closes the connection. */
function frameOf(message: unknown): Buffer {
  const closes = typeof message === 'number';
  const payload = closes ? Buffer.from([message >> 8, message & 0xff]) : Buffer.from(JSON.stringify(message));
  const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from([closes ? 0x88 : 0x81, ...length]), payload]);
}
