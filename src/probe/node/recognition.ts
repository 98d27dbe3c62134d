import type { EndpointTable } from '../../protocol/endpoints';
import { isModelHost } from '../../protocol/llmHosts';
import { type Recognised, recogniseRequest } from '../../protocol/llmPaths';
import type { Transport } from '../../protocol/probeRecords';
import type { LineNotes } from './attribution/lineNotes';
import { now } from './clock';
import { Exchange } from './exchange';
import { HeldRecords, type RecordSink } from './heldRecords';
import { McpOverHttp } from './mcp/mcpOverHttp';
import { type Recorder, rounded } from './recorder';
import { keepUrl } from './redaction';
import { Suspect } from './suspect';
import { placeOf, SuspectPlaces } from './suspectPlaces';
import { HttpWork, requestName } from './work/httpWork';
import type { WorkBegin, WorkLog } from './work/workLog';

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
  /** See `secretsOf`. */
  readonly secrets?: () => readonly string[];
  /** What is known from before, of requests that show only after they were made. */
  readonly begun?: BegunRequest;
}

/** A request that has been made and does not show yet. */
export interface BegunRequest {
  /** When it was made; absent for one that follows from another. */
  readonly from?: number;
  /** Reads the line that made it. */
  readonly readLine: ReturnType<LineNotes['keep']>;
}

export interface RecognitionParts {
  readonly recorder: Recorder;
  readonly lines: LineNotes;
  readonly endpoints: EndpointTable;
  /** Takes what is no LLM call. */
  readonly work: WorkLog;
}

type KeptUrl = NonNullable<ReturnType<typeof keepUrl>>;

/** Tells requests that may be LLM calls from other traffic. */
export class Recognition {
  readonly #recorder: Recorder;
  readonly #lines: LineNotes;
  readonly #endpoints: EndpointTable;
  readonly #work: WorkLog;
  readonly #mcp: McpOverHttp;
  readonly #places = new SuspectPlaces();
  readonly #otherOrigins = new Set<string>();

  constructor(parts: RecognitionParts) {
    this.#recorder = parts.recorder;
    this.#lines = parts.lines;
    this.#endpoints = parts.endpoints;
    this.#work = parts.work;
    this.#mcp = new McpOverHttp(parts.recorder, parts.work);
  }

  /** Must be called while a request is being made of which more shows later. */
  keep(): Required<BegunRequest> {
    return { from: now(), readLine: this.#lines.keep() };
  }

  /**
   * Begins an exchange of an LLM call, or of other work. Must be called while the request is being made: the program's
   * line is read off the stack, unless it was kept before.
   * @returns undefined when there is too much other work
   */
  begin(request: SeenRequest): Exchange | undefined {
    const kept = keepUrl(request.url);
    if (!kept) return undefined;
    const recognised = recogniseRequest(request.method, kept.host, kept.path, this.#endpoints);
    if (recognised.kind === 'call') return this.#beginCall(request, kept, recognised);
    const place = placeOf(kept.origin, kept.path);
    if (recognised.kind === 'maybe' && !this.#places.isHopeless(place) && mayBeModelCall(request)) {
      return this.#beginSuspect(request, kept, recognised, place);
    }
    return this.#beginOther(request, kept);
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
      t: request.begun?.from ?? now(),
    });
    const readLine = request.begun?.readLine ?? this.#lines.keep();
    readLine((frames) => exchange.place(frames));
    return exchange;
  }

  /** A request that only its bodies can tell; until they do, nothing of it is written. */
  #beginSuspect(
    request: SeenRequest,
    kept: KeptUrl,
    { style }: Recognised & { kind: 'maybe' },
    place: string,
  ): Exchange {
    const t = request.begun?.from ?? now();
    const readLine = request.begun?.readLine ?? this.#lines.keep();
    const suspect = new Suspect({ style, proven: isModelHost(kept.host) || this.#places.isProven(place) });
    const records = new HeldRecords(this.#recorder, suspect, (isCall) => {
      this.#places.note(place, isCall);
      if (isCall) readLine((frames) => exchange.place(frames));
      return isCall ? this.#recorder : this.#openWork(request, kept, { from: t, readLine });
    });
    const exchange = new Exchange(records, {
      ...request,
      url: kept.url,
      ...(!style && { style: 'auto' }),
      t,
    });
    return exchange;
  }

  #beginOther(request: SeenRequest, kept: KeptUrl): Exchange | undefined {
    const work = this.#openWork(request, kept);
    return work && new Exchange(work, { ...request, url: kept.url, t: now() });
  }

  #openWork(
    { method, headers }: SeenRequest,
    { origin, host, path }: KeptUrl,
    begun?: WorkBegin,
  ): RecordSink | undefined {
    this.#noteOther(origin);
    const name = requestName(method, host, path);
    const mcp = this.#mcp.open({ method, origin, headers: headers(), name }, () => begun ?? this.keep());
    if (mcp) return mcp;
    const span = this.#work.begin('http', undefined, begun);
    return span && new HttpWork(this.#recorder, span, name);
  }

  #noteOther(origin: string): void {
    if (this.#otherOrigins.has(origin) || this.#otherOrigins.size >= maxOtherOrigins) return;
    this.#otherOrigins.add(origin);
    this.#recorder.write({ k: 'other', t: rounded(now()), origin });
  }
}

/** Unless its headers say that it is something else. */
function mayBeModelCall(request: SeenRequest): boolean {
  const headers = request.headers();
  return !otherTypes.test(headers['content-type'] ?? '') && !('mcp-protocol-version' in headers);
}
