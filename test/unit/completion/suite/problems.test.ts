import assert from 'node:assert/strict';
import { readMarked, suiteWith, suiteWithCase } from './markedSuite';

const endpoint = '"endpoint": { "baseUrl": "http://a" }';

/** A text with its fault between ‹ and ›, and what is said of it. */
type Fault = readonly [marked: string, message: RegExp];

const syntaxFaults: readonly Fault[] = [
  ['‹›', /is empty\. A suite is an object/],
  ['‹›  // nothing\n', /is empty/],
  [suiteWith('"repeats": 3 ‹"name"›: "a"'), /comma is missing/],
  [suiteWith('"name": ‹nothing›'), /no JSON.*double quotes/],
  ['{ "repeats": 3‹›', /closing \} is missing/],
  [suiteWith('"name": "a"', '‹"name"›: "b"'), /second time/],
  [`${suiteWith()} ‹{›}`, /at its end here/],
  [`${'['.repeat(100)}‹[›${']'.repeat(101)}`, /more than 100 deep/],
];

const formFaults: readonly Fault[] = [
  ['‹[›]', /A suite must be an object in \{ \}/],
  ['‹null›', /A suite must be an object/],
  ['‹{› "model": "m" }', /A suite needs "cases", which is missing/],
  [suiteWith('‹"modle"›: "x"'), /no setting of this name\. Did you mean "model"\?/],
  [suiteWith('‹"colour"›: "x"'), /It can have .*"name".* and "cases"/],
  [suiteWith('"repeats": ‹"3"›'), /"repeats" must be a whole number/],
  [suiteWith('"repeats": ‹2.5›'), /"repeats" must be a whole number/],
  [suiteWith('"concurrency": ‹0›'), /"concurrency" must be at least 1\./],
  [suiteWith('"timeout": ‹1e9›'), /"timeout" must be at most 600000\./],
  [suiteWith('"budget": { "total": ‹0› }'), /"total" must be above 0\./],
  [suiteWith('"budget": { "total": 5, "percentile": ‹100› }'), /"percentile" must be below 100\./],
  [suiteWith('"budget": { "total": 5, "confidence": ‹50› }'), /"confidence" must be above 50\./],
  [suiteWith('"endpoint": { "baseUrl": "http://a", "api": ‹"chatt"› }'), /"chat", .* Did you mean "chat"\?/],
  [suiteWith('"endpoint": { "baseUrl": ‹17› }'), /text in double quotes, such as "https:/],
  [suiteWith('‹"model"›: {}'), /A model needs "model"/],
  [suiteWith('"model": ‹17›'), /"model" must be a text in double quotes or an object in \{ \}/],
  [suiteWith('‹"cases"›: {}'), /"cases" must be a list in \[ \]/],
  [suiteWith('‹"cases"›: []'), /"cases" must not be empty\. Add one\./],
  [suiteWith('"cases": [‹{› "prefix": "a" }]'), /A case needs "name"/],
  [suiteWith('"cases": [‹"a"›]'), /An item of "cases" must be an object/],
  [suiteWithCase('"name": ‹""›, "prefix": "a"'), /one line that is not empty/],
  [suiteWithCase('"name": ‹"a\\nb"›, "prefix": "a"'), /one line/],
  [suiteWithCase(`"name": ‹"${'a'.repeat(201)}"›, "prefix": "a"`), /not have more than 200 characters/],
  [
    suiteWithCase('"name": "a", "prefix": "a", "stopAt": ‹"lines"›'),
    /"line" or "blankLine"\. Did you mean "line"\?/,
  ],
  [suiteWithCase('"name": "a", "prefix": "a", ‹"stopAt"›: {}'), /"stopAt" must have "lines" or "text"/],
  [
    suiteWithCase('"name": "a", "prefix": "a", "expect": { "parses": ‹false› }'),
    /only be true\. Leave it out/,
  ],
  [
    suiteWithCase('"name": "a", "prefix": "a", "expect": { "matches": "a", "flags": ‹"g"› }'),
    /Flags are i, m, s/,
  ],
  [suiteWithCase('"name": "a", "prefix": "a", "expect": { "matches": "a", "flags": ‹"ii"› }'), /each once/],
  [suiteWith('"variables": { ‹"a b"›: "c" }'), /name of a variable/],
  [suiteWith('"endpoint": { "baseUrl": "http://a", "headers": { ‹"x y"›: "c" } }'), /name of a header/],
  [
    suiteWith('"endpoint": { "baseUrl": "http://a", "headers": { "x": ‹17› } }'),
    /text in double quotes or an object/,
  ],
  [suiteWith('"endpoint": { "baseUrl": "http://a", ‹"key"›: {} }'), /"key" must have "env" or "secret"/],
  [
    suiteWith('"endpoint": { "baseUrl": "http://a", ‹"key"›: { "env": "A", "secret": "b" } }'),
    /"key" must have only one of "env" or "secret"/,
  ],
];

const meaningFaults: readonly Fault[] = [
  [
    '‹{› "endpoint": { "baseUrl": "http://a" }, "cases": [{ "name": "a", "prefix": "b" }] }',
    /names no model/,
  ],
  ['‹{› "model": "m", "cases": [{ "name": "a", "prefix": "b" }] }', /No server is named.*"baseUrl"/],
  [suiteWith('"model": ‹"a"›', '"models": ["b"]'), /Both "model" and "models"/],
  [
    `{ ${endpoint}, "models": ["a", ‹"a"›], "cases": [{ "name": "a", "prefix": "b" }] }`,
    /same name.*"label"/,
  ],
  [suiteWith('"endpoint": { "baseUrl": ‹"127.0.0.1"› }'), /no URL of a server/],
  [suiteWith('"endpoint": { "baseUrl": ‹"ftp://a"› }'), /http:\/\/ or https:\/\//],
  [suiteWith('"endpoint": { "baseUrl": ‹"http://a/v1?x=1"› }'), /no \?/],
  [suiteWith('"endpoint": { "baseUrl": ‹"http://a/v1/chat/completions"› }'), /Leave \/chat\/completions out/],
  [suiteWith('"parameters": { "stream": ‹false› }'), /Every request is streamed/],
  [suiteWith('"parameters": { "model": ‹"a"› }'), /no parameter/],
  [suiteWith('"parameters": { ‹"messages"›: [] }'), /made from the case/],
  [suiteWith('"sweep": { "concurrency": [1, 4, ‹4›] }'), /ascend/],
  [
    suiteWith('"model": "‹${nme}›"', '"variables": { "name": "a" }'),
    /no variable.*Did you mean \$\{name\}\?/,
  ],
  [suiteWith('"model": "‹${name}›"'), /Add it to "variables"/],
  [suiteWith('"model": "a-‹${env:NONE}›-b"'), /environment variable NONE is not set/],
  [suiteWith('"model": "a"', '"variables": { "a": "‹${b}›", "b": "c" }'), /cannot hold each other/],
  [
    suiteWith('"prompt": { "system": "‹${env:A_KEY}›" }'),
    /secret is not put into a text.*\{ "env": "A_KEY" \}/,
  ],
  [suiteWith('"cases": [{ "name": "a", "prefix": "" }, { "name": ‹"a"›, "prefix": "" }]'), /same name/],
  [suiteWith('"cases": [‹{› "name": "a" }]'), /no code/],
  [suiteWithCase('"name": "a", "prefix": "a", ‹"cursor"›: { "after": "a" }'), /Add the "file"/],
  [suiteWithCase('"name": "a", "file": ‹"a.ts"›'), /place in the file is missing/],
  [
    suiteWithCase('"name": "a", "file": "a.ts", "cursor": { "after": "a" }, "prefix": ‹"b"›'),
    /Leave "prefix" out/,
  ],
  [suiteWithCase('"name": "a", "file": "a.ts", ‹"cursor"›: {}'), /one of "after", "marker"/],
  [suiteWithCase('"name": "a", "file": "a.ts", ‹"cursor"›: { "after": "a", "line": 1 }'), /one of "after"/],
  [suiteWithCase('"name": "a", "file": "a.ts", ‹"cursor"›: { "line": 1 }'), /"column" is missing/],
  [
    suiteWithCase('"name": "a", "prefix": "a", "expect": { "text": "a", "flags": ‹"i"› }'),
    /"matches", which is missing/,
  ],
  [
    suiteWithCase('"name": "a", "prefix": "a", ‹"expect"›: { "text": "a", "matches": "b" }'),
    /one of "text", "matches"/,
  ],
  [
    suiteWithCase('"name": "a", "prefix": "a", "expect": { "matches": ‹"(a"› }'),
    /Unterminated group.*backslash/,
  ],
  [suiteWithCase('"name": "a", "prefix": "a", "expect": { "parses": ‹true› }'), /Add "language".*javascript/],
  [
    suiteWithCase('"name": "a", "prefix": "a", "language": "rust", "expect": { "parses": ‹true› }'),
    /typescript, .*but not for rust/,
  ],
];

const warnings: readonly Fault[] = [
  [suiteWith('"budget": { "ttft": ‹500›, "total": 500 }'), /never the one that counts/],
  [suiteWith('"prompt": { "template": ‹"a"› }'), /has no \{prefix\}/],
  [
    suiteWith('"prompt": { "system": ‹"a"› }', '"endpoint": { "baseUrl": "http://a", "api": "completions" }'),
    /"system" is not sent/,
  ],
];

describe('problems of suites', () => {
  for (const [kind, faults] of [
    ['syntax', syntaxFaults],
    ['form', formFaults],
    ['meaning', meaningFaults],
  ] as const) {
    for (const [marked, message] of faults) {
      it(`${kind}: ${marked.length > 150 ? `${marked.slice(0, 150)}…` : marked}`, () => {
        const { problem } = readMarked(marked);
        assert.match(problem.message, message);
        assert.deepEqual([problem.kind, problem.severity], [kind, 'error']);
      });
    }
  }

  for (const [marked, message] of warnings) {
    it(`warning: ${marked}`, () => {
      const { problem, suite } = readMarked(marked);
      assert.match(problem.message, message);
      assert.equal(problem.severity, 'warning');
      assert.ok(suite);
    });
  }

  it('counts lines as editors do', () => {
    readMarked(
      `{\n  "cases": [{ "name": "a", "prefix": "b" }],\n  "endpoint": { "baseUrl": "http://a" },\n  "model": ‹17›\n}`,
    );
  });
});
