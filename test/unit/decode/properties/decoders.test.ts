import assert from 'node:assert/strict';
import { checkDecoders, describeInput } from './checkDecoders';
import { pourFloods } from './pourFloods';
import { readSubjects } from './subject';

/** `npm run fuzz` does the same a million times. */
const extent = { seed: 1, runs: 1500 };

describe('every decoder', () => {
  it('stays sound on whatever comes, however it is split', () => {
    const failure = checkDecoders(readSubjects(), extent);
    if (failure) assert.fail(`${failure.cause}\n\n${describeInput(failure.input)}`);
  });

  it('reads 100 MB of one string in little memory, in every framing', () => {
    const { floods, trouble } = pourFloods(100, 'one JSON string');
    assert.equal(trouble, undefined, floods.at(-1));
    assert.equal(floods.length, 8);
  });
});
