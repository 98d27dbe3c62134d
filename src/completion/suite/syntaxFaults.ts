import { type ParseError, type ParseOptions, parse } from 'jsonc-parser';

/** Offsets of a part of a text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

interface Syntax {
  /** Places at which a text breaks the rules, in their order. */
  findFaults(text: string): readonly Span[];
  /** The statements, or whatever stands at the outermost level, that a span is in or touches. */
  findOutermost(text: string, span: Span): Span;
}

type Parser = typeof import('@lezer/javascript').parser;
type Tree = ReturnType<Parser['parse']>;

const syntaxes: Readonly<Record<string, () => Syntax>> = {
  // Files of JavaScript hold JSX under either name.
  javascript: () => withParser(loadJavaScript('jsx')),
  javascriptreact: () => withParser(loadJavaScript('jsx')),
  typescript: () => withParser(loadJavaScript('ts')),
  typescriptreact: () => withParser(loadJavaScript('ts jsx')),
  python: () => withParser(loadPython()),
  json: () => ofJson({ disallowComments: true }),
  jsonc: () => ofJson({ allowTrailingComma: true }),
};

/** Languages whose syntax can be checked, by the ids that editors have for them. */
export const parsedLanguages: readonly string[] = Object.keys(syntaxes);

const made = new Map<string, Syntax>();

/** @throws Error for a language that is not in `parsedLanguages` */
export function syntaxOf(language: string): Syntax {
  const syntax = made.get(language) ?? syntaxes[language]?.();
  if (!syntax) throw new Error(`The syntax of ${language} cannot be checked.`);
  made.set(language, syntax);
  return syntax;
}

// Grammars are large tables, which are unpacked when they are loaded: only once an answer is judged by them.
function loadJavaScript(dialect: string): Parser {
  const { parser } = require('@lezer/javascript') as typeof import('@lezer/javascript');
  return parser.configure({ dialect });
}

function loadPython(): Parser {
  const { parser } = require('@lezer/python') as typeof import('@lezer/python');
  return parser;
}

function withParser(parser: Parser): Syntax {
  return {
    findFaults: (text) => findTreeFaults(parser.parse(text), text),
    findOutermost: (text, span) => findOutermostNodes(parser.parse(text), span),
  };
}

function findTreeFaults(tree: Tree, text: string): readonly Span[] {
  const faults: Span[] = [];
  tree.iterate({
    enter({ type, name, from, to }) {
      if (type.isError || (isString(name) && !isClosed(text.slice(from, to)))) faults.push({ from, to });
    },
  });
  return faults.sort((a, b) => a.from - b.from);
}

function findOutermostNodes(tree: Tree, { from, to }: Span): Span {
  const outermost = { from, to };
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling) {
    if (node.to < from || node.from > to) continue;
    outermost.from = Math.min(outermost.from, node.from);
    outermost.to = Math.max(outermost.to, node.to);
  }
  return outermost;
}

function isString(name: string): boolean {
  return name === 'String' || name === 'FormatString';
}

/** Grammars for editors let a string end with its line, since it may be one that is being typed. */
function isClosed(literal: string): boolean {
  const [opening, mark = ''] = /^[a-z]*("""|'''|"|')/i.exec(literal) ?? [''];
  return literal.length >= opening.length + mark.length && literal.endsWith(mark);
}

/** The outermost level of JSON is one value, the whole text. */
function ofJson(options: ParseOptions): Syntax {
  return {
    findFaults(text) {
      const errors: ParseError[] = [];
      parse(text, errors, options);
      return errors.map(({ offset, length }) => ({ from: offset, to: offset + length }));
    },
    findOutermost: (text) => ({ from: 0, to: text.length }),
  };
}
