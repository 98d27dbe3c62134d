import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProbeRecord } from '../../../src/protocol/probeRecords';

/** One request for an OpenAI stream, as a spool tells it. */
export interface SpooledStream {
  /** Text of its body. */
  readonly asked: string;
  /** Whole events of the response. */
  readonly events: number;
  /** Whether the response was told to its end. */
  readonly isWhole: boolean;
}

export interface SpooledStreams {
  readonly streams: readonly SpooledStream[];
  readonly losses: number;
}

/**
 * Counts the chunks of OpenAI streams in a spool of any size: in one pass, unlike the reader of the tests. A last line
 * that was torn is left out.
 */
export function countEvents(spoolFolder: string): SpooledStreams {
  const counters = readdirSync(spoolFolder).map((name) => {
    const counter = new Counter();
    const lines = readFileSync(join(spoolFolder, name), 'utf8').split('\n').slice(0, -1);
    for (const line of lines) counter.take(JSON.parse(line) as ProbeRecord);
    return counter;
  });
  return {
    streams: counters.flatMap((counter) => counter.streams()),
    losses: counters.reduce((sum, { losses }) => sum + losses, 0),
  };
}

/** Counts in one file. */
class Counter {
  losses = 0;
  readonly #asked = new Map<string, string[]>();
  readonly #bodies = new Map<string, string[]>();
  readonly #closed: SpooledStream[] = [];

  take(record: ProbeRecord): void {
    if (record.k === 'req') this.#open(record.id);
    else if (record.k === 'reqBody') this.#asked.get(record.id)?.push(atob(record.b64));
    else if (record.k === 'data') this.#bodies.get(record.id)?.push(atob(record.b64));
    else if (record.k === 'loss') this.losses++;
    else if (record.k === 'end' && record.how === 'eof') this.#close(record.id);
  }

  streams(): SpooledStream[] {
    return [...this.#closed, ...[...this.#bodies.keys()].map((id) => this.#count(id, false))];
  }

  #open(id: string): void {
    this.#asked.set(id, []);
    this.#bodies.set(id, []);
  }

  #close(id: string): void {
    this.#closed.push(this.#count(id, true));
    this.#asked.delete(id);
    this.#bodies.delete(id);
  }

  #count(id: string, isWhole: boolean): SpooledStream {
    const [asked, body] = [this.#asked, this.#bodies].map((texts) => (texts.get(id) ?? []).join(''));
    return { asked: asked ?? '', events: (body ?? '').split('"delta":').length - 1, isWhole };
  }
}
