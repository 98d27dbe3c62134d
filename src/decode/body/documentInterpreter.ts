import { isObject } from '../../base/shape';
import { objectOf, parseJson } from '../json';
import { maxMessageChars } from '../limits';
import { readError, readErrorBody, toError } from '../readError';
import { readRetryInfo } from '../readRetryInfo';
import type { BodyInterpreter, ResponseContext } from './bodyInterpreter';
import { isHalfJson } from './isHalfJson';
import type { DocumentKind } from './sniffBody';
import { VectorFilter } from './vectorFilter';

/** Reads a body that is one document, when it has ended: an answer in one piece, an error, or a foreign page. */
export class DocumentInterpreter implements BodyInterpreter {
  readonly commentCount = 0;
  readonly remarks: readonly string[] = [];
  undecoded: string | null = null;
  private pieces: string[] = [];
  private chars = 0;
  private lastRead = 0;
  private readonly vectors: VectorFilter | undefined;

  constructor(
    private readonly kind: DocumentKind,
    private readonly context: ResponseContext,
    private readonly limit = maxMessageChars,
  ) {
    this.vectors = context.hasVectors ? new VectorFilter() : undefined;
  }

  push(text: string, read: number): void {
    if (/\S/.test(text)) this.lastRead = read;
    this.keep(this.vectors?.push(text) ?? text);
  }

  end(): void {
    this.keep(this.vectors?.end() ?? '');
    const text = this.pieces.join('');
    this.pieces = [];
    const document = this.kind === 'json' ? parseJson(text) : undefined;
    if (this.context.status >= 400) this.readFailure(text, document);
    else if (document === undefined) this.undecoded = this.complaintOf(text);
    else this.readAnswer(document);
    if (document !== undefined) this.logEvent();
  }

  private keep(text: string): void {
    this.chars += text.length;
    if (this.isOver) this.pieces = [];
    else this.pieces.push(text);
  }

  private get isOver(): boolean {
    return this.chars > this.limit;
  }

  private readAnswer(document: unknown): void {
    const { answer, answerName, reader } = this.context;
    // Some servers answer several prompts with a list, and one prompt with a list of one.
    const documents = Array.isArray(document) ? document : [document];
    if (documents.length > 0 && documents.every((one) => isObject(one) && reader.readDocument(one))) return;
    const error = readError(objectOf(Array.isArray(document) ? document[0] : document));
    if (error) answer.fail(error);
    else this.undecoded = `The server answered JSON that is not ${answerName}.`;
  }

  private readFailure(text: string, document: unknown): void {
    const { answer, status, failureName } = this.context;
    answer.askToWait(readRetryInfo(document));
    const error = readErrorBody(document) ?? (this.kind === 'text' ? toError('', text) : undefined);
    answer.fail({
      type: error?.type || failureName || `http_${status}`,
      message: error?.message || `HTTP ${status} with ${pageNames[this.kind]} that does not say why.`,
    });
  }

  private logEvent(): void {
    const { flags, chars } = this.context.answer.takeEvent();
    this.context.log.addEvent(this.lastRead, flags, chars);
  }

  /** Half a JSON document is what a cut connection leaves: it is no answer, but nothing speaks against it. */
  private complaintOf(text: string): string | null {
    if (this.isOver) return `The answer has more than ${this.limit} characters and was not read.`;
    if (this.kind === 'json')
      return isHalfJson(text) ? null : 'The answer claims to be JSON and is not valid.';
    return `The server answered ${pageNames[this.kind]}, not an API response (is this a login page or a proxy?).`;
  }
}

const pageNames: Readonly<Record<DocumentKind, string>> = {
  json: 'JSON',
  html: 'HTML',
  xml: 'XML',
  text: 'plain text',
};
