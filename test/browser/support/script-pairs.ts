// Pairs of scripts that stand side by side in a page, and show whether each has a file of its own.
import { lookingScripts, placedScripts } from './script-looks.ts';

/** Two scripts, the later one in another folder; `{n}` is a name that both may declare. */
export interface ScriptPair {
  readonly name: string;
  readonly first: string;
  readonly second: string;
}

const STRICT = '"use strict";\n';

/** Ways to declare or set a name, each with a value that tells whose it is. */
const DECLARATIONS: Readonly<Record<string, (who: string) => string>> = {
  function: (who) => `function show() { return "${who}" }`,
  'async function': (who) => `async function show() { return "${who}" }`,
  generator: (who) => `function* show() { yield "${who}" }`,
  'function in a block': (who) => `if (1) { function show() { return "${who}" } }`,
  'function in a branch': (who) => `if (1) function show() { return "${who}" }`,
  var: (who) => `var show = "${who}";`,
  'var without a value': () => 'var show;',
  'var in a loop': (who) => `for (var show of ["${who}"]);`,
  'var of a pattern': (who) => `var { show } = { show: "${who}" };`,
  'var in a block': (who) => `try { throw 1 } catch (e) { var show = "${who}" }`,
  let: (who) => `let show = "${who}";`,
  const: (who) => `const [show] = ["${who}"];`,
  class: (who) => `class show { static who = "${who}" }`,
  'let in a block': (who) => `{ let show = "${who}"; log(show) }`,
  property: (who) => `window.show = "${who}";`,
  'property of this': (who) => `this.show = "${who}";`,
  'defined property': (who) =>
    `try { Object.defineProperty(window, "show", { value: "${who}" }) } catch (e) { log(e.name) }`,
  'assignment alone': (who) => `try { show = "${who}" } catch (e) { log(e.name) }`,
};

/** What a script sees of the name, by its word or without saying it. */
const LOOKS: readonly string[] = [
  'log(typeof show);',
  'log(typeof window["sh" + "ow"]);',
  'log(Object.keys(window).filter((key) => /^sh/.test(key)).length);',
  'log(String(Object.getOwnPropertyDescriptor(window, "show")?.configurable));',
  'try { log(String(show.name ?? show)) } catch (e) { log(e.name) }',
  'log(this === window, (function () { return typeof this })());',
  '',
];

/** Texts that browsers refuse, or read in their own way. */
const ODD: Readonly<Record<string, string>> = {
  'a syntax error': 'log("never"); a b',
  'an import': 'import "./x.js"; log("never");',
  'an export': 'export const a = 1; log("never");',
  'an open comment': 'log("never"); /* ',
  'an open string': 'log("never"); "',
  'an open block': 'log("never"); {',
  'an early error': 'log("never"); let a; let a;',
  'a return': 'log("never"); return;',
  'a name that is taken': 'log("never"); let top = 1;',
  'a byte-order mark': '\ufefflog("mark");',
  'a hashbang': '#!node\u2028log("hashbang");',
  'an HTML comment': '<!-- a\nlog("html");\n--> b',
  'the comment of a map': '/*\nnote\n//# sourceMappingURL=a.js.map */',
  'a comment at its end': 'log("end") // no line break',
  'a value at its end': 'var late = 1\nlog\n("value")',
  'a bracket at its start': '(function () { log("bracket") })()',
  'a template at its start': '`a`; log("template")',
  'only strict text': '"use strict"',
  'a caught error': 'try { throw new TypeError("x") } catch (e) { log(e.name) }',
};

/** What shows a script its own place. */
const PLACES: Readonly<Record<string, string>> = {
  'its own element': 'log(document.currentScript.src.split("/").at(-2));',
  'its element by another spelling': 'log(document["current" + "Script"] !== null);',
  'the number of scripts': 'log(document.scripts.length);',
  'the last script': 'log([...document.getElementsByTagName("script")].length);',
  'the last script by a selector': 'log(document.querySelectorAll("script").length);',
  'an import of a file beside it': 'track(import("./beside.js").then((m) => log(m.default)));',
  'an import that is made at run time':
    'var n = "beside"; track(import("./" + n + ".js").then((m) => log(m.default), () => log("lost")));',
  'a text that it writes': 'document.write("<script>log(\'written\')</" + "script>");',
  'code made at run time': 'log((0, eval)("typeof show"));',
  'code made by a constructor': 'log(new Function("return typeof show")());',
  'a with': 'with (window) { log(typeof show) }',
  'names of the page': 'for (var key in window) if (/^sh/.test(key)) log(key);',
  'what it returns to nobody': '"use strict"; log((function () { return typeof this })());',
  'a frozen name': 'var undefined; log(typeof undefined);',
};

const PLAIN: readonly string[] = [
  'log("plain");',
  `${STRICT}log("strict");`,
  'function show() {}\nlog(typeof show);',
  'const show = 1;\nlog(show);',
];

function strictness(at: number, first: string, second: string): [string, string] {
  return [at & 1 ? STRICT + first : first, at & 2 ? STRICT + second : second];
}

function* declarationPairs(): Generator<ScriptPair> {
  let at = 0;
  for (const [one, declare] of Object.entries(DECLARATIONS)) {
    for (const [other, declareAgain] of Object.entries(DECLARATIONS)) {
      at += 1;
      const look = LOOKS[at % LOOKS.length] ?? '';
      const after = LOOKS[(at * 3) % LOOKS.length] ?? '';
      const isOnlyLater = at % 5 === 0;
      const [first, second] = strictness(
        at % 7 > 3 ? at : 3 * (at % 2),
        `${isOnlyLater ? '' : declare('first')}\n${look}\nlog("first");`,
        `${declareAgain('second')}\n${after}\nlog("second");`,
      );
      yield { name: `${isOnlyLater ? 'nothing' : one}, then ${other} (${at})`, first, second };
    }
  }
}

function* pairsWith(texts: Readonly<Record<string, string>>): Generator<ScriptPair> {
  for (const [name, text] of Object.entries(texts)) {
    for (const [at, plain] of PLAIN.entries()) {
      if (at % 2 === 0) yield { name: `${name} first (${at})`, first: text, second: plain };
      else yield { name: `${name} later (${at})`, first: plain, second: text };
    }
  }
}

/** Scripts that look for a name before a later one declares it. */
function* lookingPairs(): Generator<ScriptPair> {
  const declaring = ['function', 'var', 'function in a block'].map((each) => DECLARATIONS[each]);
  for (const [at, first] of lookingScripts.entries()) {
    const declare = declaring[at % declaring.length];
    yield { name: first, first, second: `${declare?.('second') ?? ''}\nlog("second");` };
  }
  for (const first of placedScripts) yield { name: first, first, second: 'log("second");' };
}

/** All pairs, in an order that a sample takes some of each kind from. */
export const scriptPairs: readonly ScriptPair[] = [
  ...declarationPairs(),
  ...pairsWith(ODD),
  ...pairsWith(PLACES),
  ...lookingPairs(),
];
