// Feeds floods to their decoders, one after the other, in a process with little memory:
//   node --max-old-space-size=<MB> floodProcess.js <megabytes> [<part of a flood's name>]
import { type Flood, floods } from './floods';
import { assertSound } from './soundness';
import { openSubject } from './subject';

const [megabytes = '1', needle = ''] = process.argv.slice(2);

for (const flood of floods.filter(({ name }) => name.includes(needle))) {
  // Told before, so that the last one told is the one that broke the process.
  console.log(flood.name);
  pour(flood, Number(megabytes) * 1024 * 1024);
}
console.log(JSON.stringify({ maxRssKb: process.resourceUsage().maxRSS }));

function pour(flood: Flood, bytes: number): void {
  const decoder = openSubject({ ...flood, body: new Uint8Array() });
  decoder.push(typeof flood.start === 'string' ? Buffer.from(flood.start) : flood.start, 0);
  for (let [poured, index] = [0, 1]; poured < bytes; index += 1) {
    const piece = flood.piece(index);
    decoder.push(piece, index);
    poured += piece.length;
  }
  assertSound(decoder.snapshot());
  decoder.end(Number.MAX_SAFE_INTEGER);
  assertSound(decoder.snapshot());
}
