const lineFeed = 0x0a;
const space = 0x20;

/** A message as a line. JSON has no line feeds but between its tokens. */
export function asLine(payload: Uint8Array): Uint8Array {
  const line = Buffer.allocUnsafe(payload.length + 1);
  line.set(payload);
  for (let at = line.indexOf(lineFeed); at >= 0; at = line.indexOf(lineFeed, at)) line[at] = space;
  line[payload.length] = lineFeed;
  return line;
}
