import { existsSync, readFileSync } from 'node:fs';
import type { TestRecord } from './testRecord';

const pollMilliseconds = 200;

/**
 * Calls `onRecord` with every record of a file, in order, soon after it was written. The returned function reads what
 * is left and stops.
 */
export function followRecords(file: string, onRecord: (record: TestRecord) => void): () => void {
  let seen = 0;
  const read = () => {
    if (!existsSync(file)) return;
    const complete = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    for (const line of complete.slice(seen)) onRecord(JSON.parse(line));
    seen = complete.length;
  };
  const timer = setInterval(read, pollMilliseconds);
  return () => {
    clearInterval(timer);
    read();
  };
}
