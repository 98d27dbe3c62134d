import { InlineClient } from './inlineClient';
import type { EditorMode } from './runMode';

/** The inline completions that are installed in this editor; a suite with typing has them come by themselves. */
export const inlineMode: EditorMode = {
  kind: 'editor',
  createClient: async ({ typing }) => new InlineClient(typing !== undefined),
  canAsk: ({ at }) => at.kind === 'file',
  leavesOut: 'Left out: inline completions need a case with a file and a cursor in it.',
};
