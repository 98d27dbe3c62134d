import { now } from './clock';
import { observeLookups } from './observe';
import { type Recorder, rounded } from './recorder';

/**
 * Writes the last record when the process or thread ends in an orderly way. There is no `exit` listener: the program's
 * own would be one nearer to the limit at which the runtime warns.
 * @param finish writes what is still to be written
 */
export function noticeExit(recorder: Recorder, finish: () => void): void {
  let told = false;
  observeLookups(recorder, process, 'emit', () => {
    if (told || !(process as { _exiting?: boolean })._exiting) return;
    told = true;
    finish();
    const { exitCode } = process;
    recorder.write({ k: 'bye', t: rounded(now()), ...(typeof exitCode === 'number' && { exitCode }) });
  });
}
