// Classic scripts that a careless minifier would change: each prints what it does.

export const scriptTraps: Readonly<Record<string, string>> = {
  'this in a sloppy function': 'function f() { return this === globalThis; } print(f());',
  'this in a strict function':
    'function f() { "use strict"; return this === undefined; } print(f());',
  'a directive of the script':
    '"use strict";\nfunction f() { return this; }\nprint(f() === undefined);',
  'a directive behind another':
    '"x";\n"use strict";\nprint((function () { return this; })() === undefined);',
  'no directive in parentheses':
    '("use strict");\nprint((function () { return this; })() === globalThis);',
  'no directive with an escape':
    '"use\\x20strict";\nprint((function () { return this; })() === globalThis);',
  'an assignment to a name that is not declared':
    'implicit = 1; print(typeof globalThis.implicit);',
  'an assignment to it in strict mode':
    'try { (function () { "use strict"; implicit = 1; })(); } catch (e) { print(e.name); }',
  'names that other scripts see':
    'var shared = 1; function helper() {} print(Object.keys(globalThis).includes("shared"), typeof globalThis.helper);',
  'a function in a block': 'if (true) { function inner() { return 1; } } print(typeof inner);',
  'hoisting of var': 'print(later); var later = 1; print(later);',
  'hoisting of functions': 'print(f()); function f() { return 1; } function f() { return 2; }',
  'the dead zone of let': 'try { early; let early = 1; } catch (e) { print(e.name); }',
  'the dead zone of a parameter':
    'try { (function (a = b, b) { return a; })(); } catch (e) { print(e.name); }',
  with: 'var o = { a: 1 }; with (o) { print(a); var a = 2; } print(o.a);',
  'with and a name of the function':
    'function f(long) { with ({ long: "inner" }) { return long; } } print(f("outer"));',
  'eval that sees a variable': 'function f(visible) { return eval("visible + 1"); } print(f(1));',
  'eval that makes a variable': 'function f() { eval("var made = 1"); return made; } print(f());',
  'indirect eval':
    'var x = "global"; function f() { var x = "local"; return (0, eval)("x"); } print(f());',
  'new Function': 'var x = 1; print(new Function("return typeof x")());',
  'arguments that follow a parameter': 'function f(a) { arguments[0] = 2; return a; } print(f(1));',
  'arguments that do not in strict mode':
    'function f(a) { "use strict"; arguments[0] = 2; return a; } print(f(1));',
  'arguments.callee':
    'print((function (n) { return n < 2 ? 1 : n * arguments.callee(n - 1); })(4));',
  'the length of a function':
    'print((function (a, b, c) {}).length, (function (a, b = 1, c) {}).length);',
  'the length of a function that uses none':
    'function unused(a, b) { return 1; } print(unused.length);',
  'the name of a function at the top': 'function named() {} print(named.name);',
  'a property that is a getter':
    'var n = 0; var o = { get p() { n += 1; return n; } }; o.p; o.p; print(n);',
  'a getter in a condition':
    'var n = 0; var o = { get p() { n++; return 0; } }; o.p && 1; print(n);',
  'a comparison with side effects':
    'var s = ""; var v = { valueOf: function () { s += "v"; return 1; } }; v < 2; v + 1; print(s);',
  'a template with side effects': `var s = 0; \`\${{ toString() { s = 1; return ""; } }}\`; print(s);`,
  'the order of evaluation':
    'var s = ""; function f(x) { s += x; return x; } f("a") + f("b") * f("c"); print(s);',
  'the comma operator':
    'var o = { f: function () { return this === o; } }; print((0, o.f)(), o.f(), (o.f)());',
  'delete of a property': 'var o = { a: 1 }; print(delete o.a, "a" in o, delete o.b);',
  'delete of a variable': 'x1 = 1; var y1 = 1; print(delete globalThis.x1, typeof y1);',
  void: 'var n = 0; print(void n++, n);',
  'typeof of what is not there': 'print(typeof nowhere, typeof null, typeof function () {});',
  'minus zero': 'var z = -0; print(1 / z, 1 / -z, Object.is(z * 1, -0), Object.is(0 - 0, -0));',
  'not a number': 'var x = NaN; print(x === x, x != x, [NaN].includes(NaN), [NaN].indexOf(NaN));',
  'undefined as a name': '(function (undefined) { print(undefined); })("mine");',
  'infinity as a name': '(function (Infinity) { print(Infinity); })("mine");',
  'large numbers': 'print(1e21, 0xff, 0b11, 0o17, 017, 1e-7, 123456789012345680000, .5, 5.);',
  'numbers and dots': 'print(1..toString(), 1.0.toFixed(1), 1 .toFixed(2), (1).toFixed(3));',
  'big integers': 'print(String(10n ** 20n), typeof 1n, 0x10n === 16n, 1n == 1);',
  'plus before plus': 'var a = 1, b = 2; print(a + +b, a + ++b, a++ + b, a - -b, a - --b);',
  'a slash before a slash': 'var a = 4, g = 2; print(a / 2 / g, /2/g.test("2"), a / /2/.source);',
  'a comment of HTML': 'var a = 1, b = 2; print(a < ! --b, a);',
  'an arrow of HTML': 'var a = 2, n = 0; while (a --> 0) n++; print(n, a);',
  'a semicolon that is inserted behind return': 'function f() { return\n1; } print(f());',
  'a semicolon before a parenthesis':
    'var a = function (x) { return x || 1; }\n;(function () { print(typeof a); })()',
  'a line that goes on':
    'var a = function (x) { return x; }\n(function () { return 5; })()\nprint(a);',
  'an increment behind a line break': 'var a = 1, b = 2\na\n++b\nprint(a, b);',
  'a label':
    'outer: for (var i = 0; i < 3; i++) { for (;;) { if (i === 1) break outer; continue outer; } } print(i);',
  'a switch that falls through':
    'var s = ""; switch (2) { case 1: s += 1; default: s += "d"; case 3: s += 3; break; case 2: s += 2; case 4: s += 4; } print(s);',
  'finally that returns':
    'function f() { try { throw 1; } catch (e) { return "c"; } finally { return "f"; } } print(f());',
  'a variable of catch':
    'var e = "out"; try { throw "in"; } catch (e) { var e = "set"; } print(e);',
  'a loop with closures':
    'var fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); print(fs.map((f) => f()).join());',
  'a loop over a string': 'var s = ""; for (var c of "a\\u{1f600}b") s += c.length; print(s);',
  'for in with a declaration': 'var s = ""; for (var k in { b: 1, a: 2 }) s += k; print(s, k);',
  'a key that looks like a number': 'print(Object.keys({ b: 1, 2: 1, 1: 1, "01": 1 }).join());',
  'the key __proto__':
    'print(Object.keys({ __proto__: null, ["__proto__"]: 1 }).length, { "__proto__": Array.prototype } instanceof Array);',
  'keys twice': 'print({ a: 1, a: 2 }.a, { a: 1, get a() { return 3; } }.a);',
  'strings of both quotes':
    'print("it\\u2019s", \'"\', "\'", "\\0", "\\x41", "a\\\nb", "\\u2028".length);',
  'the end of a script in a string': 'print("<\\/script>", "<!-- x", "]]>");',
  'a regular expression with a class':
    'print("a/b]".replace(/[/\\]]/g, "-"), /[^]/.test("\\n"), /(?<n>a)\\k<n>/u.test("aa"));',
  'a tagged template':
    'function tag(s) { return s.raw[0] + s[0].length; } print(tag`a\\n`, tag`a\\n` === tag`a\\n`);',
  'the same template object':
    'function t(s) { return s; } function f() { return t`x`; } print(f() === f(), f() === t`x`);',
  'a conditional that is assigned':
    'var a = 0; a ||= 5; a &&= 6; var b = null; b ??= 7; print(a, b, a ?? 1, b?.c?.d);',
  'a chain that ends early': 'var n = 0; var o = null; o?.[n++]; o?.f(n++); print(n);',
  'spread and holes':
    'print([...[, 1]].length, 0 in [, 1], Math.max(...[1, 3]), { ...{ a: 1 }, ...null }.a);',
  'destructuring with defaults':
    'var { a = 1, b: { c = 2 } = {}, ...rest } = { d: 4 }; print(a, c, rest.d);',
  'destructuring of nothing': 'try { var { a } = null; } catch (e) { print(e.name); }',
  'a throw in a condition':
    'var s = ""; try { null.x ? 1 : 2; } catch (e) { s = e.name; } print(s);',
  'the source of a function':
    'function f() { return 1 } print(f.toString().length > 0, typeof f.toString());',
};
