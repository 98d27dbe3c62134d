import assert from 'node:assert/strict';
import type { AttemptId } from '../../../../src/base/units';
import { describePrompt } from '../../../../src/decode/promptParts';
import type { DecodedResponse } from '../../../../src/decode/wireDecoder';
import { QuoteFinder } from '../../../../src/ingest/quotes/quoteFinder';

const id = (name: string) => name as AttemptId;
/** Words that nothing else says. */
const words = (subject: string) =>
  [1, 2, 3, 4]
    .map((n) => `${subject} ${n * 7919} is what the ${n}th paragraph says of ${subject}`)
    .join('\n');

describe('QuoteFinder', () => {
  let finder: QuoteFinder;
  beforeEach(() => {
    finder = new QuoteFinder();
  });

  const ask = (name: string, at: number, ...messages: readonly unknown[]) => {
    const pieces = messages.map((says) => ({ kind: 'user' as const, says }));
    const parts = describePrompt(pieces, (part, says) => finder.hearPart(part, says)) ?? [];
    finder.addPrompt(id(name), at, parts);
  };
  const answer = (name: string, end: number, said: Partial<DecodedResponse> | string) => {
    const facts = typeof said === 'string' ? { text: said } : said;
    const decoded = { text: '', refusal: '', toolCalls: [], ...facts };
    finder.addAnswer(id(name), end, decoded as unknown as DecodedResponse);
  };
  const quotes = (name: string) => {
    finder.place(Number.POSITIVE_INFINITY);
    return finder.quotesOf(id(name));
  };

  it('finds the answer whose words a later prompt holds', () => {
    ask('a', 0, 'Write.');
    answer('a', 10, words('rivers'));
    ask('b', 20, `Translate this:\n\n${words('rivers').slice(30, 110)}`);
    ask('c', 30, 'Something else, which nobody has said before in this run of the program.');
    assert.deepEqual(quotes('b'), ['a']);
    assert.equal(quotes('c'), undefined);
  });

  it('finds them through JSON, in both directions', () => {
    ask('a', 0, 'Write.');
    answer('a', 10, JSON.stringify({ plan: words('hills') }));
    ask('b', 20, words('hills'));
    answer('b', 30, words('lakes'));
    ask('c', 40, JSON.stringify(JSON.stringify({ result: words('lakes') })));
    assert.deepEqual([quotes('b'), quotes('c')], [['a'], ['b']]);
  });

  it('takes arguments of tools, refusals and every choice for words of an answer', () => {
    ask('a', 0, 'Write.');
    const call = { name: 'search', arguments: JSON.stringify({ query: words('trains') }), argumentChars: 0 };
    answer('a', 10, { toolCalls: [call] });
    answer('b', 11, { choices: [words('planes'), words('ships')] });
    answer('c', 12, { refusal: words('cars') });
    ask('d', 20, { result: `Results for ${words('trains')}` });
    ask('e', 21, words('ships'));
    ask('f', 22, words('cars'));
    assert.deepEqual([quotes('d'), quotes('e'), quotes('f')], [['a'], ['b'], ['c']]);
  });

  it('takes no echo for a source: what the answer’s own prompt or an earlier one held', () => {
    ask('a', 0, words('prices'));
    answer('a', 10, `You said: ${words('prices')}`);
    ask('b', 20, { again: words('prices') });
    assert.equal(quotes('b'), undefined);
    ask('c', 30, 'Anything.');
    ask('d', 35, `In parallel: ${words('taxes')}`);
    answer('c', 40, words('taxes'));
    ask('e', 50, `Later: ${words('taxes')}`);
    assert.equal(quotes('e'), undefined);
  });

  it('takes only answers that had ended', () => {
    ask('a', 0, 'Write.');
    ask('b', 20, words('stars'));
    answer('a', 21, words('stars'));
    assert.equal(quotes('b'), undefined);
    answer('c', 40, words('moons'));
    ask('d', 40, words('moons'));
    assert.deepEqual(quotes('d'), ['c'], 'one that ended at that very moment may be why');
  });

  it('says nothing of what is too short to be told from chance', () => {
    ask('a', 0, 'Write.');
    answer('a', 10, 'Yes, please do that now.');
    ask('b', 20, 'The person said: Yes, please do that now. Go on.');
    assert.equal(quotes('b'), undefined);
  });

  it('leaves out answers whose words came by way of another', () => {
    ask('a', 0, 'Write.');
    answer('a', 10, words('one'));
    ask('b', 20, words('one'), 'More.');
    answer('b', 30, words('two'));
    ask('c', 40, words('one'), 'More.', words('two'), 'More!');
    answer('c', 50, words('three'));
    ask('d', 60, words('one'), words('two'), words('three'));
    assert.deepEqual([quotes('b'), quotes('c'), quotes('d')], [['a'], ['b'], ['c']]);
  });

  it('leaves out what came by way of another that didn’t repeat it', () => {
    ask('a', 0, 'Write.');
    answer('a', 10, words('one'));
    ask('b', 20, words('one'));
    answer('b', 30, words('two'));
    ask('c', 40, words('two'));
    answer('c', 50, words('three'));
    ask('d', 60, words('one'), words('three'));
    assert.deepEqual(quotes('d'), ['c']);
  });

  it('takes no later answer for the source of a prompt whose body was complete late', () => {
    answer('a', 40, words('late bodies'));
    finder.place(50);
    ask('b', 30, words('late bodies'));
    ask('c', 45, `${words('late bodies')}!`);
    assert.deepEqual([quotes('b'), quotes('c')], [undefined, ['a']]);
  });

  it('finds all of several, and of equal beginnings only whose rest is there too', () => {
    const opening = 'Here is a comprehensive summary of the document that you gave to me: ';
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      ask(name, index, `Write ${name}.`);
      answer(name, 10 + index, opening + words(name.repeat(9)));
    }
    ask('d', 20, `${opening}${words('aaaaaaaaa')}`);
    ask('e', 21, `First ${words('bbbbbbbbb')}, then ${words('ccccccccc')}`);
    assert.deepEqual([quotes('d'), quotes('e')], [['a'], ['b', 'c']]);
  });

  it('names all answers that said the same', () => {
    ask('a', 0, 'Write.');
    answer('a', 10, words('same'));
    answer('b', 11, words('same'));
    ask('c', 20, `Compare ${words('same')}`);
    assert.deepEqual(quotes('c'), ['a', 'b']);
  });

  it('names all of several answers that differ in a word', () => {
    const motto = (n: number) =>
      `Motto ${n}: every cent finds its way home, because nobody likes to lose one at all.`;
    ask('a', 0, 'Write.');
    for (const [index, name] of ['a', 'b', 'c'].entries()) answer(name, 10 + index, motto(index));
    ask('d', 20, `Choose:\n${[0, 1, 2].map(motto).join('\n')}`);
    assert.deepEqual(quotes('d'), ['a', 'b', 'c']);
  });

  it('does not depend on the order in which it is told', () => {
    ask('b', 20, `On: ${words('order')}`);
    ask('c', 30, `On: ${words('order')}`);
    ask('a', 0, 'Write.');
    answer('a', 10, words('order'));
    assert.deepEqual([quotes('b'), quotes('c')], [['a'], ['a']]);
  });

  it('waits with a moment until all of it is told', () => {
    ask('b', 20, words('late'));
    finder.place(15);
    assert.equal(finder.isBehind, true);
    answer('a', 10, words('late'));
    finder.place(25);
    assert.deepEqual([finder.quotesOf(id('b')), finder.isBehind], [['a'], false]);
  });

  it('looks past encoded data', () => {
    const picture = Buffer.alloc(3000, 'abcdefghijklmnopqrstuvwxyz0123456789').toString('base64');
    ask('a', 0, 'Draw.');
    answer('a', 10, picture);
    ask('b', 20, { image: `data:image/png;base64,${picture}` });
    ask('c', 30, picture);
    assert.deepEqual([quotes('b'), quotes('c')], [undefined, undefined]);
  });
});
