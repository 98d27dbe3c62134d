import { join } from 'node:path';
import { projectRoot } from '../projectRoot';

const ownFolders = [join(projectRoot, 'dist'), join(projectRoot, 'out', 'test')];

/**
 * Makes a rejection that nobody handles fail the test it happens in. The extension host is shared: what the editor's
 * own extensions, the debugger above all, let go unhandled is none of ours, which shows in the stack.
 */
export function throwOwnRejections(): void {
  process.on('unhandledRejection', (reason) => {
    const stack = String((reason as Partial<Error> | undefined)?.stack);
    if (ownFolders.some((folder) => stack.includes(folder))) throw reason;
  });
}
