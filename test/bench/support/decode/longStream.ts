import type { DecodedResponse } from '../../../../src/decode/wireDecoder';
import { OUTPUT_FLAGS } from '../../../../src/model/streamEvent';
import { cutMessages } from '../../../unit/decode/properties/framedMessages';
import { openDecoder, readSample, replay } from '../../../unit/decode/samples';

/** A stream made of a sample: its messages with output are said over and over, those around them once. */
export interface LongStream {
  /** One message each, as servers send them. */
  readonly reads: readonly Uint8Array[];
  readonly bytes: number;
}

/** @param number of the sample */
export function makeLongStream(number: string, bytes: number): LongStream {
  const { reads, isOutput } = partSample(number);
  const first = isOutput.indexOf(true);
  const last = isOutput.lastIndexOf(true);
  const output = reads.slice(first, last + 1).filter((_, index) => isOutput[first + index]);
  const tail = reads.slice(last + 1);
  const long = reads.slice(0, first);
  let size = sizeOf(long) + sizeOf(tail);
  for (let next = 0; size < bytes; next += 1) {
    const message = output[next % output.length] as Uint8Array;
    long.push(message);
    size += message.length;
  }
  return { reads: [...long, ...tail], bytes: size };
}

function partSample(number: string) {
  const sample = readSample(number);
  const reads = cutMessages(sample.bytes).map((message) => message.bytes);
  const decoded = replay(
    sample,
    reads.map(({ length }, at) => [at, length]),
  );
  const withOutput = decoded.events.filter(({ flags }) => flags & OUTPUT_FLAGS).map(({ read }) => read);
  return { reads, isOutput: reads.map((_, index) => withOutput.includes(index)) };
}

/** The same stream in reads of that many bytes. */
export function inLargerReads({ reads, bytes }: LongStream, length: number): LongStream {
  const body = Buffer.concat(reads as Uint8Array[]);
  const larger = Array.from({ length: Math.ceil(body.length / length) }, (_, index) =>
    body.subarray(index * length, (index + 1) * length),
  );
  return { reads: larger, bytes };
}

/** Has our decoder of the sample's style read the stream. */
export function decodeLongStream(number: string, { reads }: LongStream): DecodedResponse {
  const decoder = openDecoder(readSample(number));
  let at = 0;
  for (const read of reads) {
    decoder.push(read, at);
    at += 1;
  }
  decoder.end(at);
  return decoder.snapshot();
}

function sizeOf(reads: readonly Uint8Array[]): number {
  return reads.reduce((sum, { length }) => sum + length, 0);
}
