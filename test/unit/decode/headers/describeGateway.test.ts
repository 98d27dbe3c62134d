import assert from 'node:assert/strict';
import { decodePieces, eventStream } from '../decodeText';

const remarksOf = (headers: Record<string, string>) =>
  decodePieces(['data: [DONE]\n\n'], { headers: { ...eventStream, ...headers } }).remarks;

describe('what a gateway did within a request', () => {
  it('is a remark, since its attempts are not seen', () => {
    const told = remarksOf({ 'x-litellm-attempted-retries': '2', 'x-litellm-attempted-fallbacks': '1' });
    assert.match(told.join(' '), /tried 2 more times within this request.* fell back 1 time within/);
  });

  it('is not spoken of where it did nothing', () => {
    const quiet = remarksOf({});
    assert.deepEqual(
      remarksOf({ 'x-litellm-attempted-retries': '0', 'x-litellm-attempted-fallbacks': 'none' }),
      quiet,
    );
  });
});
