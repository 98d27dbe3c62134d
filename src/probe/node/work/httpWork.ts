import type { ProbeRecord } from '../../../protocol/probeRecords';
import type { RecordSink } from '../heldRecords';
import type { Recorder } from '../recorder';
import type { WorkSpan } from './workSpan';

/** Where the exchange of a request writes that is no LLM call: its times and how it ended are kept, nothing else. */
export class HttpWork implements RecordSink {
  readonly #recorder: Recorder;
  readonly #span: WorkSpan;
  readonly #name: string;
  #status: number | undefined;

  constructor(recorder: Recorder, span: WorkSpan, name: string) {
    this.#recorder = recorder;
    this.#span = span;
    this.#name = name;
  }

  nextId(): string {
    return this.#recorder.nextId();
  }

  write(record: ProbeRecord): void {
    if (record.k === 'req') this.#span.announce(this.#name);
    else if (record.k === 'frames') this.#span.place(record.frames);
    else if (record.k === 'head') this.#status = record.status;
    else if (record.k === 'end') {
      const code = record.code ?? this.#status?.toString();
      this.#span.end({ how: record.how === 'eof' ? 'done' : record.how, ...(code && { code }) }, record.t);
    }
  }

  writeBody(): void {}
  writeDropped(): void {}
}

const mostSegments = 8;

/**
 * Method, host and path. Parts of the path that are no plain words are replaced: ids say nothing here, and tokens are
 * in there as well.
 */
export function requestName(method: string, host: string, path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  const shown = segments.slice(0, mostSegments).map((segment) => (isWord(segment) ? segment : '*'));
  const more = segments.length > mostSegments ? '/…' : '';
  return `${method} ${host}${shown.map((segment) => `/${segment}`).join('')}${more}`;
}

/** Words, words with dashes, and versions: `search`, `tool-results`, `v1`, `index.json`. Long ones may be tokens. */
function isWord(segment: string): boolean {
  return segment.length <= 40 && /^(v\d{1,2}|[a-z]{1,20}([._-][a-z]{1,20})*)$/i.test(segment);
}
