/** A name, with type arguments and `?.` behind it, at the end of a text. */
const nameAtEnd =
  /(?<![\p{ID_Continue}$])[\p{ID_Start}$_][\p{ID_Continue}$]*(?=\s*(?:<[^()]*>)?\s*(?:\?\.)?$)/u;

/** Some compilers count the comments in front of a name to it. */
const commentsAhead = /^(?:\/\*.*?\*\/\s*)+/;

/**
 * The column at which the name of the called function begins, when `column` is that of a comment in front of it, or that of the
 * parenthesis behind it. Compilers write the call of an imported function as `(0, module.name)(…)`, and of a callee in parentheses V8 tells
 * where its arguments begin. Both columns are 1-based.
 * @param text the line as a person wrote it
 */
export function findCalleeColumn(text: string, column: number): number {
  const comments = commentsAhead.exec(text.slice(column - 1));
  if (comments) return column + comments[0].length;
  if (text[column - 1] !== '(') return column;
  const name = nameAtEnd.exec(text.slice(0, column - 1));
  return name ? name.index + 1 : column;
}
