import zlib from 'node:zlib';
import fc from 'fast-check';
import { wireStyles } from '../../../../src/decode/findWireStyle';
import { parseJson } from '../../../../src/decode/json';
import { cutMessages } from './framedMessages';
import type { Subject, Subjects } from './subject';

/** One thing that is wrong with a response. Places are shares of the body's length, in [0, 1). */
export type Change =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'replace'; readonly at: number; readonly length: number; readonly by: string }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number; readonly times: number }
  /** Goes on with another response. */
  | { readonly kind: 'splice'; readonly at: number; readonly other: number; readonly from: number }
  /** A message is left out, said twice, or said later. */
  | { readonly kind: 'order'; readonly message: number; readonly to: number; readonly copies: number }
  /** A member of a message has another value, given as JSON text. */
  | { readonly kind: 'member'; readonly message: number; readonly member: number; readonly json: string }
  | { readonly kind: 'head'; readonly status: number; readonly type: string }
  | { readonly kind: 'style'; readonly style: string }
  /** @see encodings */
  | { readonly kind: 'encoding'; readonly encoding: string; readonly isTrue: boolean };

const deep = (open: string, close: string) => `${open.repeat(1500)}1${close.repeat(1500)}`;

/** Values that no decoder counts on, and that JSON allows everywhere. */
export const strangeValues: readonly string[] = [
  ...['null', 'true', '0', '-1', '-0.5', '1e308', '-1e308', '1e999', '12345678901234567890', '""', '"1e308"'],
  ...['"\\ud83d"', '"[DONE]"', '"__proto__"', '[]', '[null]', '[[],{}]', '{}', '{"":null}', '[[[["x"]]]]'],
  ...['{"__proto__":{"length":-1}}', '{"toString":1,"length":1e9}', '{"constructor":null,"type":"error"}'],
  ...[JSON.stringify('\u{1f600}'.repeat(300)), `[${'{},'.repeat(500)}1]`],
  ...[deep('[', ']'), deep('{"delta":', '}')],
];

/** Bytes that mean something to one of the framings. */
const tokens = [
  ...['', '\r', '\n', '\r\n', '\n\n', '\0', '\0\0\0\x10', 'data: ', 'data:\n\n', ': x\n', 'event: error\n'],
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    '\\',
    '\\u',
    'null',
    '{}',
    '-1',
    '1e999',
    '[DONE]',
    '\u{1f600}',
    '\ufeff',
  ],
  ...['"usage":{"output_tokens":-3},', '"finish_reason":"stop",', '<html>', '\xff\xfe'],
];

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const index = fc.nat(400);

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: share, bit: fc.nat(7) }),
  fc.record({
    kind: fc.constant('replace' as const),
    at: share,
    length: fc.nat(60),
    by: fc.constantFrom(...tokens),
  }),
  fc.record({ kind: fc.constant('repeat' as const), at: share, length: fc.nat(300), times: fc.nat(8) }),
  fc.record({ kind: fc.constant('splice' as const), at: share, other: index, from: share }),
  fc.record({ kind: fc.constant('order' as const), message: index, to: index, copies: fc.nat(3) }),
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('member' as const),
      message: index,
      member: index,
      json: fc.constantFrom(...strangeValues),
    }),
  },
  fc.record({
    kind: fc.constant('head' as const),
    status: fc.constantFrom(0, 101, 200, 204, 301, 400, 429, 500),
    type: fc.constantFrom(
      ...['', 'text/event-stream', 'application/json', 'application/x-ndjson', 'text/html', '\u0000;;,'],
      'application/vnd.amazon.eventstream',
    ),
  }),
  fc.record({
    kind: fc.constant('style' as const),
    style: fc.constantFrom(...wireStyles.map(({ id }) => id)),
  }),
  fc.record({
    kind: fc.constant('encoding' as const),
    encoding: fc.constantFrom('gzip', 'deflate', 'br', 'zstd', 'identity', 'no, such'),
    isTrue: fc.boolean(),
  }),
);

/** A broken response: one of the subjects, changed some times. */
export function brokenSubject({ own, crossed }: Subjects): fc.Arbitrary<Subject> {
  return fc
    .tuple(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...own) }, fc.constantFrom(...own, ...crossed)),
      fc.array(change, { minLength: 1, maxLength: 5 }),
    )
    .map(([chosen, changes]) => changes.reduce((subject, one) => apply(subject, one, own), chosen));
}

/** The subject with that change; itself where there is nothing to change. */
export function apply(subject: Subject, change: Change, subjects: readonly Subject[]): Subject {
  switch (change.kind) {
    case 'head':
      return {
        ...subject,
        status: change.status,
        headers: { ...subject.headers, 'content-type': change.type },
      };
    case 'style':
      return { ...subject, style: change.style };
    case 'encoding':
      return encode(subject, change.encoding, change.isTrue);
    case 'order':
    case 'member':
      return { ...subject, body: changeMessages(subject.body, change) };
    default:
      return { ...subject, body: changeBytes(subject.body, change, subjects) };
  }
}

type OfKind<Kind extends Change['kind']> = Extract<Change, { readonly kind: Kind }>;

function changeBytes(
  body: Uint8Array,
  change: OfKind<'flip' | 'replace' | 'repeat' | 'splice'>,
  subjects: readonly Subject[],
): Uint8Array {
  const at = Math.floor(change.at * body.length);
  const before = body.subarray(0, at);
  switch (change.kind) {
    case 'flip':
      return Buffer.concat([
        before,
        Uint8Array.of((body[at] ?? 0) ^ (1 << change.bit)),
        body.subarray(at + 1),
      ]);
    case 'replace':
      return Buffer.concat([before, Buffer.from(change.by, 'latin1'), body.subarray(at + change.length)]);
    case 'repeat':
      return Buffer.concat([
        before,
        ...Array(change.times).fill(body.subarray(at, at + change.length)),
        body.subarray(at),
      ]);
    case 'splice': {
      const other = pick(subjects, change.other).body;
      return Buffer.concat([before, other.subarray(Math.floor(change.from * other.length))]);
    }
  }
}

function changeMessages(body: Uint8Array, change: OfKind<'order' | 'member'>): Uint8Array {
  const messages = cutMessages(body);
  const at = change.message % Math.max(1, messages.length);
  const chosen = messages[at];
  if (!chosen) return body;
  const pieces = messages.map(({ bytes }) => bytes);
  if (change.kind === 'order') {
    pieces.splice(at, 1);
    pieces.splice(change.to % (pieces.length + 1), 0, ...Array(change.copies).fill(chosen.bytes));
  } else {
    const changed = setMember(chosen.said, change.member, change.json);
    if (changed !== undefined) pieces[at] = chosen.reframe(changed);
  }
  return Buffer.concat(pieces);
}

/** The JSON text with another value for one of its members, counted through all depths; undefined when it is none. */
export function setMember(json: string, member: number, value: string): string | undefined {
  const document = isDeep(json) ? undefined : parseJson(json);
  if (document === undefined) return undefined;
  const place = '\u0001place\u0001';
  const wanted = member % countMembers(document);
  let count = 0;
  const marked = JSON.stringify(document, (_name, one) => (count++ === wanted ? place : one));
  return marked.replace(JSON.stringify(place), () => value);
}

/** Too deep for `JSON.stringify`, which calls itself; `JSON.parse` does not. */
function isDeep(json: string): boolean {
  return json.includes('[[[[[[[[[[') || json.includes('{"delta":{"delta":{"delta":');
}

/** Number of members at any depth, the whole included. */
export function countMembers(document: unknown): number {
  let count = 0;
  JSON.stringify(document, (_name, value) => {
    count += 1;
    return value;
  });
  return count;
}

/** Encodings that the body can really be given. */
const encoders: Readonly<Record<string, (body: Uint8Array) => Uint8Array>> = {
  gzip: zlib.gzipSync,
  deflate: zlib.deflateSync,
  br: (body) => zlib.brotliCompressSync(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
};

function encode(subject: Subject, encoding: string, isTrue: boolean): Subject {
  const headers = { ...subject.headers, 'content-encoding': encoding };
  const encoder = isTrue ? encoders[encoding] : undefined;
  return { ...subject, headers, body: encoder ? encoder(subject.body) : subject.body };
}

function pick(subjects: readonly Subject[], which: number): Subject {
  return subjects[which % subjects.length] as Subject;
}
