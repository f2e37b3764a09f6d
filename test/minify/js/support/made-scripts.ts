// Scripts and modules that hold what real ones rarely do, each often enough to be changed in many ways.

export const madeScripts: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 40 }, (_, at): [string, string][] => [
    [
      `script ${at}`,
      `"use strict";
class Base${at} { static made = ${at}; static of() { return new this(); } get size() { return ${at}; } }
class Sub${at} extends Base${at} { #hidden = ${at}; read() { return this.#hidden; } }
function* count(first, second = first + ${at}) { yield* [first, ...[second]]; }
async function soon() { return ${at}; }
function* once() { return ${at}; }
async function load(part) { const made = await part; return typeof made !== "undefined" ? made?.value : void 0; }
var read = function () { return delete read.cache, read.count++; };
var inner = (function named(left, right) { try { return left ?? right; } catch (e) { return e; } finally { left = 0; } });
outer: for (const key in { a: ${at} }) { for (const each of [key]) { if (each) continue outer; break; } }
const text = \`a\${read()}b\`, pattern = /a(b)${at}/g;
(function (one, two) { var three = one; two = three - one; return three, two; })(${at}, -1);`,
    ],
    [
      `module ${at}`,
      `import first, { second as other } from "./a${at}.js";
import data from "./data${at}.json" with { type: "json" };
import * as all from "./b${at}.js";
export const value${at} = first + other(data, all);
export default async () => { for await (const each of all) await first(each); };`,
    ],
  ]).flat(),
);
