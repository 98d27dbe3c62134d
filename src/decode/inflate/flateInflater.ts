import { Gunzip, Inflate, Unzlib } from 'fflate';
import { maxInflatedBytes } from '../limits';
import { bombBody, corruptBody, InflateError, type Inflater } from './inflater';

/** So little is inflated at once that even the densest input stays small. */
const sliceBytes = 16 * 1024;

type FlateStream = Gunzip | Unzlib | Inflate;

/**
 * Inflates gzip and deflate, the latter with or without its zlib wrapper, since servers send both. By `fflate`, since
 * the streams of `node:zlib` answer only when the read that they answer to is no longer at hand.
 */
export class FlateInflater implements Inflater {
  readonly heldBack = false;
  private readonly ready: Uint8Array[] = [];
  private stream: FlateStream | undefined;
  private firstByte: number | undefined;
  private inflated = 0;

  /** @param limit bytes that the whole body may become */
  constructor(private readonly limit = maxInflatedBytes) {}

  *push(bytes: Uint8Array): Generator<Uint8Array> {
    const body = this.stream ? bytes : this.openStream(bytes);
    for (let from = 0; from < body.length; from += sliceBytes) {
      this.inflate(body.subarray(from, from + sliceBytes));
      for (const plain of this.ready.splice(0)) {
        this.inflated += plain.length;
        if (this.inflated > this.limit) throw new InflateError(bombBody);
        yield plain;
      }
    }
  }

  end(): Iterable<Uint8Array> {
    return [];
  }

  /** The first two bytes tell the wrapper; a single one waits for the next. Returns what can be inflated. */
  private openStream(bytes: Uint8Array): Uint8Array {
    const start =
      this.firstByte === undefined ? bytes : Uint8Array.of(this.firstByte, ...bytes.subarray(0, 1));
    const [first, second] = start;
    if (first === undefined || second === undefined) {
      this.firstByte = first;
      return new Uint8Array();
    }
    this.stream = newStream(first, second, (plain) => this.ready.push(plain));
    return this.firstByte === undefined ? bytes : Buffer.concat([start, bytes.subarray(1)]);
  }

  private inflate(bytes: Uint8Array): void {
    try {
      this.stream?.push(bytes);
    } catch (cause) {
      throw new InflateError(corruptBody, { cause });
    }
  }
}

/** Headers of gzip (https://www.rfc-editor.org/rfc/rfc1952) and zlib (https://www.rfc-editor.org/rfc/rfc1950). */
function newStream(first: number, second: number, take: (plain: Uint8Array) => void): FlateStream {
  if (first === 0x1f && second === 0x8b) return new Gunzip(take);
  const isZlib = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
  return isZlib ? new Unzlib(take) : new Inflate(take);
}
