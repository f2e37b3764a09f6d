// Generators, classes and what is asynchronous, in classic scripts; and modules.

export const newerTraps: Readonly<Record<string, string>> = {
  'a generator':
    'function* g() { var x = yield 1; yield x * 2; return 3; } var i = g(); print(i.next().value, i.next(4).value, i.next().value, i.next().done);',
  'a generator that is ended':
    'var s = ""; function* g() { try { yield 1; yield 2; } finally { s += "end"; } } for (var x of g()) break; print(s, x);',
  'yield of another generator':
    'function* a() { return yield* b(); } function* b() { yield 1; return 2; } var i = a(); print(i.next().value, i.next().value);',
  'yield as a name': 'var yield = 1; print(yield * 2);',
  'let as a name': 'var let = 1; let\nprint(let);',
  'async as a name': 'var async = function (x) { return x; }; print(async(1));',
  'of as a name': 'var of = [1]; for (of of [[2]]) print(of[0]);',
  'get and set as names':
    'var o = { get: 1, set: 2, async: 3, static: 4, get get() { return 5; } }; print(o.get, o.set, o.async);',
  'the order of promises':
    'Promise.resolve().then(() => print("then")); (async function () { print("a"); await null; print("b"); })(); print("c");',
  'an await in a loop':
    '(async () => { for await (var x of [Promise.resolve(1), 2]) print(x); })();',
  'a class and its parts':
    'class A { static #n = 0; #p = 1; static make() { A.#n++; return new A(); } get p() { return this.#p; } static get n() { return A.#n; } } print(A.make().p, A.n);',
  'a private name that is tested':
    'class A { #x; static is(o) { return #x in o; } } print(A.is(new A()), A.is({}));',
  'a static block':
    'var s = ""; class A { static a = (s += "a"); static { s += "b"; } static c = (s += "c"); } print(s);',
  super:
    'class A { m() { return "A" + this.x; } } class B extends A { x = 1; m() { return "B" + super.m(); } } print(new B().m());',
  'a field before the constructor':
    'class A { constructor() { this.m(); } m() { print("A"); } } class B extends A { f = print("field"); m() { print(typeof this.f, "f" in this); } } new B();',
  'a class that is not called': 'class A {} try { A(); } catch (e) { print(e.name); }',
  'new.target':
    'function F() { return new.target === F ? this : "call"; } print(F(), typeof new F());',
  'the name of a class':
    'class Named {} var Other = class Inner { static n() { return Inner.name.length > 0; } }; print(Named.name, Other.n());',
  'a computed method':
    'var n = 0; class A { [(n++, "m")]() { return n; } static [(n++, "s")] = n; } print(new A().m(), A.s);',
  'accessors on both sides':
    'var log = ""; var o = { get a() { log += "g"; return 1; }, set a(v) { log += "s" + v; } }; o.a += 2; o.a++; print(log);',
  'a proxy that watches':
    'var log = ""; var p = new Proxy({}, { get: (t, k) => { log += String(k); return 1; }, has: (t, k) => { log += "?" + String(k); return true; } }); p.a; "b" in p; print(log);',
  symbols: `var o = { [Symbol.toPrimitive]: (hint) => hint }; print(\`\${o}\`, o + "", +o);`,
  'an arrow and its this':
    'var o = { m() { return [1].map(() => this === o)[0]; } }; print(o.m());',
  'an arrow that answers an object':
    'var f = () => ({ a: 1 }); var g = () => { a: 1; }; print(f().a, g());',
  'parameters with a scope of their own':
    'var x = 1; function f(a = () => x) { var x = 2; return a(); } print(f());',
  'a function that names itself':
    'var f = function g() { try { g = 1; } catch (e) { return e.name; } return typeof g; }; print(f());',
  'the same in strict mode':
    'var f = function g() { "use strict"; try { g = 1; } catch (e) { return e.name; } }; print(f());',
  'an octal in sloppy mode': 'print(010, "\\101");',
  'frozen in sloppy mode': 'var o = Object.freeze({ a: 1 }); o.a = 2; print(o.a);',
  'frozen in strict mode':
    '"use strict"; var o = Object.freeze({ a: 1 }); try { o.a = 2; } catch (e) { print(e.name); }',
};

/** Modules that print; `./other.mjs` exports `value`, `default` and counts how often it is run. */
export const moduleTraps: Readonly<Record<string, string>> = {
  'strict by nature': 'print((function () { return this; })() === undefined);',
  'this at the top': 'print(this === undefined);',
  'an import for its effects': 'import "./other.mjs"; print(globalThis.runs);',
  'an import that nothing uses': 'import { value } from "./other.mjs"; print(globalThis.runs);',
  'live bindings':
    'import { value, raise } from "./other.mjs"; print(value); raise(); print(value);',
  'a default beside names':
    'import main, { value as v, default as again } from "./other.mjs"; print(main === again, v);',
  'a namespace': 'import * as all from "./other.mjs"; print(Object.keys(all).join());',
  'an import at run time': 'const { value } = await import("./other.mjs"); print(value);',
  'a name of a string':
    'const x = 1; export { x as "a name" }; import(import.meta.url).then((me) => print(me["a name"]));',
  'exports of all kinds':
    'export const a = 1, [b] = [2]; export function c() { return c.name; } export class D {} export default function () {} import(import.meta.url).then((me) => print(Object.keys(me).join(), me.c(), me.default.name));',
  'an export of another module':
    'export * from "./other.mjs"; export * as ns from "./other.mjs"; import(import.meta.url).then((me) => print(Object.keys(me).join()));',
  'await at the top': 'const x = await Promise.resolve(1); print(x);',
  'its own address':
    'print(typeof import.meta.url, new URL("./x", import.meta.url).pathname.endsWith("/x"));',
  'names that stay inside': 'const inner = 1; print(typeof globalThis.inner, inner);',
};
