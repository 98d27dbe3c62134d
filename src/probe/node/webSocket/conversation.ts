import type { RawFrame } from '../../../protocol/probeRecords';
import type { LineNotes } from '../attribution/lineNotes';
import { looksInstalled } from '../attribution/places';
import { now } from '../clock';
import { Exchange } from '../exchange';
import type { ConnectionTimes } from '../exchangeRecords';
import { guarded } from '../observe';
import { type Recorder, rounded } from '../recorder';
import { Dialogue } from './dialogue';
import { LiveTurns } from './liveTurns';
import { MessageReader } from './messageReader';
import type { SocketSink } from './observeSocket';
import { peekLiveMessage } from './peekLiveMessage';
import { type PeekedMessage, peekMessage } from './peekMessage';
import type { Turns } from './turns';

/** So many messages of the program, and of the server, are looked at for one that tells what this is. */
const maxUndecided = { sent: 20, received: 50 };

const normalClosure = 1000;
const goingAway = 1001;

/** What is known of a WebSocket when it is open. */
export interface OpenedSocket {
  readonly url: string;
  /** What is spoken; where it isn't known, messages have to tell. */
  readonly style?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the server's messages must not repeat where they are written down. */
  readonly secrets?: readonly string[];
  /** How the connection was opened, when that was seen. */
  readonly connection?: ConnectionTimes;
  /** Messages may be kept back to be compressed, so that they are written when something else runs. */
  readonly compresses: boolean;
  /** Where the program opened it. */
  readonly frames: () => readonly RawFrame[];
}

/** What goes over one WebSocket, from the moment it is open. */
export class Conversation implements SocketSink {
  readonly #recorder: Recorder;
  readonly #lines: LineNotes;
  readonly #socket: OpenedSocket;
  /** Tells that this is no dialogue with a model: nothing more needs to be watched. */
  readonly #giveUp: () => void;
  readonly #turns: Turns;
  readonly #sent: MessageReader;
  readonly #received: MessageReader;
  #readAt = 0;
  #begun = 0;
  #undecided = { sent: 0, received: 0 };
  #isRealtime = false;
  #isDamaged = false;
  /** The program has said goodbye. */
  #closing = false;

  constructor(recorder: Recorder, lines: LineNotes, socket: OpenedSocket, giveUp: () => void) {
    this.#recorder = recorder;
    this.#lines = lines;
    this.#socket = socket;
    this.#giveUp = giveUp;
    const isLive = socket.style === 'gemini.live.ws';
    const begin = (answeredAt?: number) => this.#begin(answeredAt);
    this.#turns = isLive ? new LiveTurns(begin) : new Dialogue(begin);
    const peek = isLive ? peekLiveMessage : peekMessage;
    // Nothing that goes wrong with one message may keep the next from being found.
    const safely = (work: () => void) => guarded(recorder, 'webSocket', work);
    const damaged = () => this.#tellDamage();
    this.#sent = new MessageReader(
      {
        message: (peeked, payload) => safely(() => this.#send(peeked, payload)),
        other: () => this.#decide('sent'),
        closing: () => safely(() => this.#sayGoodbye()),
        damaged,
      },
      peek,
    );
    this.#received = new MessageReader(
      {
        message: (peeked, payload) => safely(() => this.#receive(peeked, payload)),
        other: () => this.#decide('received'),
        closing: (code) => safely(() => this.#closed(code)),
        damaged,
      },
      peek,
    );
  }

  wrote(bytes: Uint8Array): void {
    this.#sent.push(bytes);
  }

  read(bytes: Uint8Array): void {
    // What one read completes arrived at once.
    this.#readAt = now();
    this.#received.push(bytes);
  }

  ended(how: 'eof' | 'abort' | 'error', error?: unknown): void {
    this.#turns.closed(this.#closing ? this.#goodbye : how, error);
  }

  /** Whoever sent it: what the probe can't read, the other side can't either. */
  #tellDamage(): void {
    if (this.#isDamaged) return;
    this.#isDamaged = true;
    this.#recorder.write({ k: 'loss', t: rounded(now()), what: 'damaged' });
  }

  #send(peeked: PeekedMessage, payload: Uint8Array): void {
    this.#turns.sent(peeked, payload);
    this.#decide('sent');
  }

  #sayGoodbye(): void {
    this.#closing = true;
    this.#turns.closed(this.#goodbye);
  }

  /** A program that finds the bytes damaged gives up because of that. */
  get #goodbye(): 'abort' | 'error' {
    return this.#isDamaged ? 'error' : 'abort';
  }

  #receive(peeked: PeekedMessage, payload: Uint8Array): void {
    this.#isRealtime ||= peeked.type.startsWith('session.');
    this.#turns.received(peeked, payload, this.#readAt);
    this.#decide('received');
  }

  #closed(code = normalClosure): void {
    if (code === normalClosure || code === goingAway) this.#turns.closed('eof');
    else this.#turns.closed('error', { code: `close_${code}` });
  }

  #decide(direction: 'sent' | 'received'): void {
    if (this.#socket.style || this.#isRealtime || this.#begun > 0) return;
    if (++this.#undecided[direction] >= maxUndecided[direction]) this.#giveUp();
  }

  /** @param answeredAt when the server began, if it did so by itself */
  #begin(answeredAt?: number): Exchange {
    const { url, headers, secrets, connection } = this.#socket;
    const told = this.#isRealtime ? 'openai.realtime.ws' : 'openai.responses.ws';
    const isFirst = this.#begun++ === 0;
    const place = (frames: readonly RawFrame[]) => exchange.place(frames);
    if (answeredAt === undefined) this.#noteLine(place);
    // Stamped last: what the probe did until here is not the request's time.
    const t = answeredAt ?? now();
    const exchange = new Exchange(this.#recorder, {
      transport: 'websocket',
      method: 'GET',
      url,
      style: this.#socket.style ?? told,
      t,
      ...(isFirst && { opened: connection }),
      headers: () => ({ ...headers }),
      ...(secrets && { secrets: () => secrets }),
    });
    exchange.assigned(!isFirst, undefined, t);
    // Nobody asked for it: what it is part of was begun by who opened the connection.
    if (answeredAt !== undefined) place(asDoubtful(this.#socket.frames()));
    return exchange;
  }

  /**
   * What waits to be compressed is written when something else runs: then only what is on the stack is certain. What
   * waited for the connection is written when that opens, where nothing leads to the program but who opened it.
   */
  #noteLine(place: (frames: readonly RawFrame[]) => void): void {
    const { compresses, frames: opening } = this.#socket;
    this.#lines.note((found) => {
      const sure = found.filter(({ origin }) => origin !== 'stale');
      const hasOwn = sure.some(({ file }) => !looksInstalled(file));
      const frames = hasOwn ? found : [...sure, ...asDoubtful(opening()), ...found.slice(sure.length)];
      place(compresses ? asDoubtful(frames, 'async') : frames);
    });
  }
}

/** Frames that need not be those of the line that is sought. */
function asDoubtful(frames: readonly RawFrame[], only?: RawFrame['origin']): readonly RawFrame[] {
  return frames.map((frame) => (only && frame.origin !== only ? frame : { ...frame, origin: 'stale' }));
}
