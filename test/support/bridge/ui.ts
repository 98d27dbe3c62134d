import type { UiAnswer, UiRequest } from './uiRequest';

/** Has something done in the window that a test of the extension host runs in. Throws if it could not be done. */
export async function ui(request: UiRequest): Promise<readonly string[]> {
  const url = process.env.LATENCY_LENS_TEST_UI ?? '';
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(request) });
  const answer = (await response.json()) as UiAnswer;
  if ('error' in answer) throw new Error(answer.error);
  return answer.texts;
}
