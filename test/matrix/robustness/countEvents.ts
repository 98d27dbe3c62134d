import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProbeRecord } from '../../../src/protocol/probeRecords';

/** What a spool folder holds of streams. */
export interface SpooledEvents {
  /** Of responses that were told to their end. */
  readonly events: number;
  readonly losses: number;
}

/** Counts the chunks of OpenAI streams in a spool of any size: in one pass, unlike the reader of the tests. */
export function countEvents(spoolFolder: string): SpooledEvents {
  const counter = new Counter();
  for (const name of readdirSync(spoolFolder)) {
    const lines = readFileSync(join(spoolFolder, name), 'utf8').split('\n').slice(0, -1);
    for (const line of lines) counter.take(JSON.parse(line) as ProbeRecord);
  }
  return counter;
}

class Counter implements SpooledEvents {
  events = 0;
  losses = 0;
  readonly #bodies = new Map<string, string[]>();

  take(record: ProbeRecord): void {
    if (record.k === 'req') this.#bodies.set(record.id, []);
    else if (record.k === 'data') this.#bodies.get(record.id)?.push(atob(record.b64));
    else if (record.k === 'loss') this.losses++;
    else if (record.k === 'end' && record.how === 'eof') this.#close(record.id);
  }

  #close(id: string): void {
    this.events += (this.#bodies.get(id) ?? []).join('').split('"delta":').length - 1;
    this.#bodies.delete(id);
  }
}
