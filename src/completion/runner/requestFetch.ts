import type { CompletionExchange } from '../plan';
import { AnswerError } from './apis/completionApi';
import { epochNow } from './epochNow';

type Exchange = Omit<CompletionExchange, 'kind' | 'id'>;

/** Room for the end marker and what little comes behind it. */
const LONGEST_ENDING = 100;

/** The `fetch` of one request: made from its case's place, watched as far as is asked for. */
export class RequestFetch {
  isAsked = false;
  private ending = '';
  /** HTTP status, once an answer began. */
  status: number | undefined;
  /** What went over the wire; only where that is to be told. */
  exchange: Exchange | undefined;

  /** @param fromSite calls a function from the case's place */
  constructor(
    private readonly fromSite: <T>(work: () => T) => T,
    private readonly isTold: boolean,
  ) {}

  readonly fetch: typeof fetch = async (url, init) => {
    this.isAsked = true;
    if (this.isTold) this.exchange = { request: describeRequest(url, init), pieces: [] };
    const response = await this.fromSite(() =>
      fetch(url, { ...init, headers: completeHeaders(init?.headers) }),
    );
    this.status = response.status;
    if (this.exchange) this.exchange = { ...this.exchange, status: response.status };
    if (response.ok) refuseOtherContent(response);
    return this.watch(response);
  };

  /** Whether the stream's own end marker came: clients of the API do not hand it on. */
  readonly isMarkedDone = (): boolean => /^data: ?\[DONE\]/m.test(this.ending);

  private watch(response: Response): Response {
    const decoder = new TextDecoder();
    const pieces = this.exchange?.pieces as Piece[] | undefined;
    const watching = new TransformStream<Uint8Array, Uint8Array>({
      transform: (bytes, controller) => {
        const text = decoder.decode(bytes, { stream: true });
        this.ending = (this.ending + text).slice(-LONGEST_ENDING);
        pieces?.push({ at: epochNow(), text });
        controller.enqueue(bytes);
      },
    });
    return new Response(response.body?.pipeThrough(watching), response);
  }
}

type Piece = CompletionExchange['pieces'][number];

function describeRequest(
  url: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
): Exchange['request'] {
  const { method = 'GET', body } = init ?? {};
  return {
    method: method.toUpperCase(),
    url: withoutCredentials(url instanceof Request ? url.url : String(url)),
    body: typeof body === 'string' ? body : '',
  };
}

function withoutCredentials(address: string): string {
  const url = new URL(address);
  return `${url.origin}${url.pathname}`;
}

/**
 * Clients count how often they tried, and here every request is the first one, whatever failed before it. Packed answers
 * come in larger pieces than they were written in, and a key that one of them repeats could not be found in it.
 */
function completeHeaders(headers: RequestInit['headers']): Headers {
  const completed = new Headers(headers);
  completed.set('x-stainless-retry-count', '0');
  completed.set('accept-encoding', 'identity');
  return completed;
}

/** A page, or an answer in one piece, has no moments to be measured. */
function refuseOtherContent(response: Response): void {
  const type = response.headers.get('content-type') ?? '';
  if (/^text\/html\b/.test(type)) throw new AnswerError('malformed', 'It is a web page.');
  if (/^application\/json\b/.test(type)) {
    throw new AnswerError('malformed', 'It is one JSON document: the server does not stream.');
  }
}
