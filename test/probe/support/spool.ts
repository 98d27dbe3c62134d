import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  DataRecord,
  EndRecord,
  HeadRecord,
  HelloRecord,
  LossRecord,
  OtherRecord,
  PhaseRecord,
  ProbeRecord,
  RawFrame,
  RequestBodyRecord,
  RequestRecord,
} from '../../../src/protocol/probeRecords';

type RecordOf<Kind extends ProbeRecord['k']> = Extract<ProbeRecord, { k: Kind }>;

/** Everything the probe wrote about one exchange, each list in the order of the file. */
export interface SpooledExchange {
  readonly request: RequestRecord;
  /** Candidates for its line; none when none were written. */
  readonly frames: readonly RawFrame[];
  readonly requestBody: readonly RequestBodyRecord[];
  readonly phases: readonly PhaseRecord[];
  readonly head: HeadRecord | undefined;
  readonly data: readonly DataRecord[];
  readonly end: EndRecord | undefined;
  /** All kinds of its records in order, phases by their name, frames left out: they come when there is time. */
  readonly steps: readonly string[];
}

/** One file of a spool folder: one process or thread. */
export interface SpooledThread {
  readonly hello: HelloRecord;
  readonly records: readonly ProbeRecord[];
  readonly exchanges: readonly SpooledExchange[];
}

/** A whole spool folder. */
export interface Spool {
  readonly threads: readonly SpooledThread[];
  readonly exchanges: readonly SpooledExchange[];
  readonly others: readonly OtherRecord[];
  readonly losses: readonly LossRecord[];
  /** All files' text. */
  readonly text: string;
}

/** Reads what probes wrote into a folder. Throws on a line that is no record; a last line that was cut is left out. */
export function readSpool(folder: string): Spool {
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const threads = texts.map(readThread);
  const records = threads.flatMap((thread) => thread.records);
  return {
    threads,
    exchanges: threads.flatMap((thread) => thread.exchanges),
    others: records.filter((record) => record.k === 'other'),
    losses: records.filter((record) => record.k === 'loss'),
    text: texts.join(''),
  };
}

/** The bytes of body records, put together again. */
export function bodyText(records: readonly { readonly b64: string }[]): string {
  return bodyBytes(records).toString();
}

/** The bytes of the body that was written in these records. */
export function bodyBytes(records: readonly { readonly b64: string }[]): Buffer {
  return Buffer.concat(records.map(({ b64 }) => Buffer.from(b64, 'base64')));
}

function readThread(text: string): SpooledThread {
  const records = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as ProbeRecord);
  const [hello] = records;
  if (hello?.k !== 'hello') throw new Error(`A spool file begins with ${hello?.k}`);
  return { hello, records, exchanges: gatherExchanges(records) };
}

/** The exchanges among the records of one thread, in the order they were begun. */
export function gatherExchanges(records: readonly ProbeRecord[]): SpooledExchange[] {
  const requests = records.filter((record) => record.k === 'req');
  return requests.map((request) => gather(request, records));
}

function gather(request: RequestRecord, records: readonly ProbeRecord[]): SpooledExchange {
  const own = records.filter((record) => 'id' in record && record.id === request.id);
  const all = <Kind extends ProbeRecord['k']>(kind: Kind) =>
    own.filter((record): record is RecordOf<Kind> => record.k === kind);
  return {
    request,
    frames: all('frames').flatMap((record) => record.frames),
    requestBody: all('reqBody'),
    phases: all('phase'),
    head: all('head')[0],
    data: all('data'),
    end: all('end')[0],
    steps: own
      .filter((record) => record.k !== 'frames')
      .map((record) => (record.k === 'phase' ? record.phase : record.k)),
  };
}
