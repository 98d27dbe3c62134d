import type { EndpointTable } from '../../protocol/endpoints';
import { type Recognised, recogniseRequest } from '../../protocol/llmPaths';
import type { Transport } from '../../protocol/probeRecords';
import type { LineNotes } from './attribution/lineNotes';
import { now } from './clock';
import { Exchange } from './exchange';
import { HeldRecords } from './heldRecords';
import { type Recorder, rounded } from './recorder';
import { keepUrl } from './redaction';
import { Suspect } from './suspect';
import { placeOf, SuspectPlaces } from './suspectPlaces';

/** Origins of other traffic that are told, so that an empty run can say what it did see. */
const maxOtherOrigins = 50;

/** Bodies that no model API takes: files, forms and other encodings. */
const otherTypes =
  /^(multipart|image|audio|video|font)\/|form-urlencoded|octet-stream|protobuf|grpc|msgpack|cbor|\b(xml|csv|html|zip)\b/i;

/** A request as its transport knows it. */
export interface SeenRequest {
  readonly transport: Transport;
  readonly method: string;
  readonly url: string;
  readonly headers: () => Record<string, string>;
}

type KeptUrl = NonNullable<ReturnType<typeof keepUrl>>;

/** Tells requests that may be LLM calls from other traffic. */
export class Recognition {
  readonly #recorder: Recorder;
  readonly #lines: LineNotes;
  readonly #endpoints: EndpointTable;
  readonly #places = new SuspectPlaces();
  readonly #otherOrigins = new Set<string>();

  constructor(recorder: Recorder, lines: LineNotes, endpoints: EndpointTable) {
    this.#recorder = recorder;
    this.#lines = lines;
    this.#endpoints = endpoints;
  }

  /**
   * Begins an exchange when the request may be an LLM call. Must be called while the request is being made: the
   * program's line is read off the stack.
   */
  begin(request: SeenRequest): Exchange | undefined {
    const kept = keepUrl(request.url);
    if (!kept) return undefined;
    const recognised = recogniseRequest(request.method, kept.host, kept.path, this.#endpoints);
    if (recognised.kind === 'call') return this.#beginCall(request, kept, recognised);
    const place = placeOf(kept.origin, kept.path);
    if (recognised.kind === 'maybe' && !this.#places.isHopeless(place) && mayBeJson(request)) {
      return this.#beginSuspect(request, kept, recognised, place);
    }
    this.#noteOther(kept.origin);
    return undefined;
  }

  #beginCall(
    request: SeenRequest,
    { url, host, path }: KeptUrl,
    { style }: Recognised & { kind: 'call' },
  ): Exchange {
    const isTold = this.#endpoints.find(host, path) !== undefined;
    const exchange = new Exchange(this.#recorder, {
      ...request,
      url,
      ...(isTold && { style: style ?? 'auto' }),
      t: now(),
    });
    this.#lines.note((frames) => exchange.place(frames));
    return exchange;
  }

  /** A request that only its bodies can tell; until they do, nothing of it is written. */
  #beginSuspect(
    request: SeenRequest,
    { url, origin }: KeptUrl,
    { style }: Recognised & { kind: 'maybe' },
    place: string,
  ): Exchange {
    const readLine = this.#lines.keep();
    const suspect = new Suspect({ style, proven: this.#places.isProven(place) });
    const records = new HeldRecords(this.#recorder, suspect, (isCall) => {
      this.#places.note(place, isCall);
      if (isCall) readLine((frames) => exchange.place(frames));
      else this.#noteOther(origin);
    });
    const exchange = new Exchange(records, { ...request, url, ...(!style && { style: 'auto' }), t: now() });
    return exchange;
  }

  #noteOther(origin: string): void {
    if (this.#otherOrigins.has(origin) || this.#otherOrigins.size >= maxOtherOrigins) return;
    this.#otherOrigins.add(origin);
    this.#recorder.write({ k: 'other', t: rounded(now()), origin });
  }
}

function mayBeJson({ headers }: SeenRequest): boolean {
  return !otherTypes.test(headers()['content-type'] ?? '');
}
