import assert from 'node:assert/strict';
import { findCalleeColumn } from '../../../src/attribution/calleeColumn';

describe('the column of a call', () => {
  const cases: Readonly<Record<string, readonly [line: string, from: string, to: string]>> = {
    'is where the name of the function begins': ['await generateText({ x })', '({ x', 'generateText'],
    'leaves type arguments out': ['await generate<Map<string, Answer>>(x)', '(x)', 'generate'],
    'leaves an optional call out': ['  ask?.(x)', '(x)', 'ask'],
    'is that of the last name of several': ['tools.look.ask (x)', '(x)', 'ask'],
    'reads names of any letters': ['$größe2(x)', '(x)', '$größe2'],
    'stays where no name stands in front': ['(0, ask)(x)', '(x)', '(x)'],
    'is behind comments': ['await /* the first */ /* try */ ask(x)', '/* the first', 'ask'],
    'stays at a name': ['await generateText(x)', 'generateText', 'generateText'],
  };
  for (const [name, [line, from, to]] of Object.entries(cases)) {
    it(name, () => assert.equal(findCalleeColumn(line, line.indexOf(from) + 1), line.indexOf(to) + 1));
  }

  it('stays behind the end of the line', () => assert.equal(findCalleeColumn('ask', 9), 9));
});
