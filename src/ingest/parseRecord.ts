import {
  type Check,
  isBoolean,
  isNumber,
  isObject,
  isString,
  listOf,
  oneOf,
  optional,
  recordOf,
  shape,
} from '../base/shape';
import { workKinds } from '../model/work';
import type { ProbeRecord, RawFrame } from '../protocol/probeRecords';

type Kind = ProbeRecord['k'];
type RecordOf<K extends Kind> = Extract<ProbeRecord, { k: K }>;

function kind<K extends Kind>(name: K): Check<K> {
  return (value): value is K => value === name;
}

const isFrame = shape<RawFrame>({
  file: isString,
  line: isNumber,
  column: isNumber,
  fn: optional(isString),
  origin: oneOf({ sync: true, inspector: true, async: true, stale: true, awaiting: true }),
  depth: isNumber,
  mapped: optional(shape({ file: isString, line: isNumber, column: isNumber })),
  edited: optional(isBoolean),
  context: optional(isNumber),
});

const notes = {
  blocks: optional(listOf(isNumber)),
  took: optional(listOf(isNumber)),
  capacity: optional(isNumber),
};

const checks: { readonly [K in Kind]: Check<RecordOf<K>> } = {
  hello: shape<RecordOf<'hello'>>({
    k: kind('hello'),
    v: isNumber,
    t: isNumber,
    epoch: isNumber,
    pid: isNumber,
    ppid: isNumber,
    thread: isNumber,
    runtime: oneOf({ node: true, bun: true, deno: true, python: true }),
    runtimeVersion: isString,
    script: optional(isString),
    cwd: isString,
  }),
  req: shape<RecordOf<'req'>>({
    k: kind('req'),
    id: isString,
    t: isNumber,
    transport: oneOf({ undici: true, http: true, http2: true, websocket: true }),
    method: isString,
    url: (value): value is string => isString(value) && URL.canParse(value),
    style: optional(isString),
    headers: recordOf(isString),
  }),
  frames: shape<RecordOf<'frames'>>({
    k: kind('frames'),
    id: isString,
    t: isNumber,
    frames: listOf(isFrame),
  }),
  reqBody: shape<RecordOf<'reqBody'>>({
    k: kind('reqBody'),
    id: isString,
    t: isNumber,
    b64: isString,
    dropped: optional(isNumber),
  }),
  phase: shape<RecordOf<'phase'>>({
    k: kind('phase'),
    id: isString,
    t: isNumber,
    phase: oneOf({
      connectStart: true,
      dnsDone: true,
      tcpDone: true,
      tlsDone: true,
      assigned: true,
      sent: true,
    }),
    reused: optional(isBoolean),
  }),
  head: shape<RecordOf<'head'>>({
    k: kind('head'),
    id: isString,
    t: isNumber,
    status: isNumber,
    headers: recordOf(isString),
  }),
  data: shape<RecordOf<'data'>>({
    k: kind('data'),
    id: isString,
    t: isNumber,
    b64: isString,
    dropped: optional(isNumber),
    ...notes,
  }),
  end: shape<RecordOf<'end'>>({
    k: kind('end'),
    id: isString,
    t: isNumber,
    how: oneOf({ eof: true, abort: true, error: true }),
    code: optional(isString),
    ...notes,
  }),
  take: shape<RecordOf<'take'>>({ k: kind('take'), id: isString, t: isNumber, ...notes }),
  other: shape<RecordOf<'other'>>({ k: kind('other'), t: isNumber, origin: isString }),
  work: shape<RecordOf<'work'>>({
    k: kind('work'),
    id: isString,
    t: isNumber,
    kind: oneOf(workKinds),
    name: isString,
  }),
  workEnd: shape<RecordOf<'workEnd'>>({
    k: kind('workEnd'),
    id: isString,
    t: isNumber,
    how: oneOf({ done: true, abort: true, error: true }),
    code: optional(isString),
    busy: optional(isNumber),
    cpu: optional(isNumber),
  }),
  loss: shape<RecordOf<'loss'>>({
    k: kind('loss'),
    t: isNumber,
    id: optional(isString),
    what: oneOf({ spoolFull: true, bodyCap: true, workCap: true, damaged: true, internal: true }),
    detail: optional(isString),
  }),
  bye: shape<RecordOf<'bye'>>({ k: kind('bye'), t: isNumber, exitCode: optional(isNumber) }),
};

/**
 * Reads one line of a spool file. Never throws.
 * @returns the record; `unknown` for a kind that a later probe may have added; `newer` for a `hello` of a later
 * format; `garbage` for anything else
 */
export function parseRecord(
  line: string,
  formatVersion: number,
): ProbeRecord | 'unknown' | 'newer' | 'garbage' {
  const value = parseJson(line);
  if (!isObject(value) || typeof value.k !== 'string') return 'garbage';
  if (value.k === 'hello' && isNumber(value.v) && value.v > formatVersion) return 'newer';
  if (!Object.hasOwn(checks, value.k)) return 'unknown';
  return checks[value.k as Kind](value) ? value : 'garbage';
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
