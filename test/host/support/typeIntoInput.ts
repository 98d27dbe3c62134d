import { ui } from '../../support/bridge/ui';
import { waitFor } from '../../support/waitFor';

/**
 * Types into the input that the editor shows, in place of what it proposes, and takes it.
 * @param kind of the input: `[type=password]` waits for one that hides what is typed
 */
export async function typeIntoInput(text: string, kind: '' | '[type=password]'): Promise<void> {
  const selector = `.quick-input-widget:visible .quick-input-box input${kind}`;
  await waitFor('the input', async () => (await ui({ action: 'texts', selector })).length > 0);
  for (const key of ['Control+A', ...text, 'Enter']) await ui({ action: 'press', key });
}
