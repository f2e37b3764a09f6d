// Whether a classic script is strict, read off its start: also where no parser knows its syntax.

/** Blanks and comments; those of HTML count in scripts, too (ECMA-262, B.1.1). */
const BLANK = /\s+|\/\/.*|\/\*[\s\S]*?\*\/|<!--.*/y;
const HTML_CLOSE = /-->.*/y;
const LINE_BREAK = /[\n\r\u2028\u2029]/;
const HASHBANG = /^\ufeff?#!.*/;
const STRING = /"(?:[^"\\\n\r]|\\(?:\r\n|[\s\S]))*"|'(?:[^'\\\n\r]|\\(?:\r\n|[\s\S]))*'/y;
/** What makes a string before it a part of a longer expression. */
const GOES_ON =
  /(?:[`.,(?:=<>*/%&|^[]|\+(?!\+)|-(?!-)|!=|in(?:stanceof)?(?![\w$\\\u0080-\uffff]))/y;

/** Checks the directive prologue: string statements before anything else (ECMA-262, 11.2.1). */
export function isStrict(script: string): boolean {
  let at = endOfBlanks(script, HASHBANG.exec(script)?.[0].length ?? 0, true);
  for (;;) {
    const end = endOf(STRING, script, at);
    const next = endOfBlanks(script, end, false);
    if (end === at || endOf(GOES_ON, script, next) > next) return false;
    if (/^.use strict.$/.test(script.slice(at, end))) return true;
    at = script[next] === ';' ? endOfBlanks(script, next + 1, false) : next;
  }
}

/** @param isLineStart - Nothing but blanks stands before `from` in its line: there `-->` begins a comment. */
function endOfBlanks(script: string, from: number, isLineStart: boolean): number {
  let [at, mayClose] = [from, isLineStart];
  for (;;) {
    const end = endOf(BLANK, script, at);
    const behind = end === at && mayClose ? endOf(HTML_CLOSE, script, at) : end;
    if (behind === at) return at;
    mayClose = end === at ? false : mayClose || LINE_BREAK.test(script.slice(at, end));
    at = behind;
  }
}

function endOf(pattern: RegExp, script: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(script)?.[0].length ?? 0);
}
