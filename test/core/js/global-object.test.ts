// Scripts that look at the page's names without saying them are not joined with scripts that declare some.
import assert from 'node:assert/strict';
import { JoinableScripts } from '../../../lib/core/js/joinable.ts';
import { scriptRecord } from '../../../lib/core/js/record.ts';

/** Says what differs, and `undefined` where two scripts may be joined. */
function difference(first: string, second: string): string | undefined {
  const [one, other] = [scriptRecord(first), scriptRecord(second)];
  if (one === undefined || other === undefined) return 'a text is no script';
  return new JoinableScripts(one).differenceTo(other);
}

const DECLARING = 'function shown() {} var seen = 1;';
const PLAIN = 'work();';

/** What a script may look by, that no other script may be joined with. */
const LOOKS: readonly string[] = [
  ...'window self top parent frames globalThis'.split(' ').map((each) => `use(${each}[name]);`),
  ...'self top frames'.split(' ').map((each) => `use(window.${each}[name]);`),
  'use(globalThis.window[name]);',
  'use(window["self"][name]);',
  'use(document.defaultView[name]);',
  'use(window?.[name]);',
  'use((0, window)[name]);',
  'use((x ? window : y)[name]);',
  'use((x || self)[name]);',
  'use(window["a" + name]);',
  'window[name] = 1;',
  'delete window[name];',
  'window[name]++;',
  'use(name in self);',
  'use("a" + name in top);',
  'var w = window; use(w[name]);',
  '(function () { var w = window, v = w; use(v[name]); })();',
  '(function () { let w; w = self; use(name in w); })();',
  'const { [name]: x } = window;',
  '({ [name]: x.y } = window);',
  'const { window: { [name]: x } } = globalThis;',
  'const { document, ...others } = window;',
  ...'self window'.split(' ').map((each) => `use(Object.keys(${each}));`),
  'use(Object.getOwnPropertyNames(window));',
  'use(Object.entries(globalThis));',
  'use(Object.getOwnPropertyDescriptor(window, name));',
  'use(Object.assign({}, window));',
  'for (var k in self) use(k);',
  'for (const k in window.window) use(k);',
  'use({ ...window });',
  'use(Reflect.has(self, name));',
  'use(Reflect.ownKeys(window));',
  'use(Reflect.get(window, name));',
  'use(self.hasOwnProperty(name));',
  'use(Object.prototype.hasOwnProperty.call(self, name));',
  '(function (root) { use(root[name]); })(this);',
  '(function (root, make) { make(root); })(this, function (w) { use(w[name]); });',
  '!function (w) { use(w[name]) }(window);',
  '((w) => use(w[name]))(self);',
  '(function (w = window) { use(w[name]); })();',
  '(function () { use(this[name]); }).call(this);',
  '(function () { use(this[name]); })();',
  '(function () { "use strict"; use(this[name]); }).apply(window, []);',
  'var f = function () { use(this[name]); }.bind(window); f();',
  '(function () { (() => use(this[name]))(); })();',
  'function look() { return this[name]; } look();',
  '(function () { var root = (function () { return this; })(); use(root[name]); })();',
  '(function () { function page() { return window; } use(page()[name]); })();',
  'use(Function("return this")()[name]);',
  'use((0, eval)("this")[name]);',
  'setTimeout("use(window[name])");',
  'use(Function("return window[name]")());',
];

/** How a script may run code that nobody has read, or ask for its place. */
const PLACES: readonly string[] = [
  'var F = Function; F("return " + name);',
  '(() => {}).constructor("return " + name)();',
  'var C = (function () {}).constructor; C("return " + name)();',
  'Object.getPrototypeOf(async () => {}).constructor("return " + name)();',
  'x.constructor.constructor("return " + name)();',
  '(function () { return new window.Function("return " + name); })();',
  'var e = eval; e("typeof " + name);',
  '[name].map(eval);',
  'setTimeout("use(" + name + ")");',
  'window.setInterval("use(" + name, 1);',
  'document["current" + "Script"].src;',
  'var k = "current" + "Script"; document[k];',
  'document[["current", "Script"].join("")];',
  'const { currentScript } = document;',
  'document["wri" + "te"]("a");',
  'window.document["write"]("a");',
  'var page = document; page["wri" + "te"]("a");',
  '(function (page) { page.write("a"); })(document);',
  'document.open();',
  'document.scripts.length;',
  'document.getElementsByTagName("scr" + "ipt");',
  '(function (d, s) { d.getElementsByTagName(s)[0]; })(document, "script");',
  'document.querySelector("[src$=\'a.js\']");',
  '$("script:last").data("x");',
  'document.body.lastChild;',
  'document.documentElement.lastElementChild;',
  'Function("return document.currentScript")();',
  'setTimeout("document.write(1)");',
];

/** What hands the page's object on: whoever gets it may look. */
const PASSED_ON: readonly string[] = [
  'look(window);',
  'var page = window;',
  'other.page = self;',
  'look({ page: window });',
  'look([window]);',
  'look(new Proxy(window, {}));',
  '(function () { return function () { return this[name]; }; })();',
  'list.forEach(function () { use(this[name]); });',
  'function look(w) { return w[name]; } look(window);',
  '(function () { use(arguments[0][name]); })(window);',
  '(function (...all) { use(all[0][name]); })(window);',
  'use(document.body.ownerDocument.defaultView[name]);',
  'var view = el.defaultView; use(view[name]);',
  'addEventListener("a", function (event) { use(event.target[name]); });',
  'addEventListener("a", ({ currentTarget: page }) => use(page[name]));',
  'window.addEventListener("a", function () { "use strict"; use(this[name]); });',
  'function heard(event) { for (var k in event.view) use(k); } self.addEventListener("a", heard);',
];

/** What says each name that it uses. */
const KNOWN: readonly string[] = [
  'window.a = self.b; top.c; this.d = globalThis.e;',
  'window["a"]; const { a, b: { c } } = window;',
  'if (typeof window !== "undefined" && window === this) use();',
  'window.addEventListener("load", use); "a" in window;',
  '(function (root, make) { if (x) y(make); else root.App = make(); })(this, function () { return 1; });',
  '(function (global, factory) { typeof exports === "object" ? factory(exports) : ' +
    '(global = typeof globalThis !== "undefined" ? globalThis : global || self, factory(global.d = {})); ' +
    '})(this, function (exports) { exports[name] = 1; });',
  '(function (window, document, undefined) { window.x = 1; })(window, document);',
  '(function () { var root = typeof self === "object" && self || this; root._ = 1; })();',
  '(function ($) { $(window).on("load", use); })(jQuery);',
  'var $window = $(window);',
  'run.call(window); raf.call(window, function () {});',
  'function Thing() { this[name] = 1; } new Thing();',
  'other.method = function () { return this[name]; };',
  'class Thing { m() { return this[name]; } }',
  '(function () { "use strict"; list.forEach(function () { return this[name]; }); })();',
  '(function () { var self = other; use(self[name]); })();',
  '(function (top, parent) { use(top[parent]); })(1, 2);',
  'document.addEventListener("x", use); document[flag];',
  'new Date().constructor(1); setTimeout(use, 1);',
  'var KEY = "key"; window[KEY] = 1;',
  '$("<script>").appendTo(x);',
  'function viewOf(el) { return el.ownerDocument.defaultView; } shared.viewOf = viewOf;',
  'addEventListener("a", function (event) { use(event.target.value, event.detail[name]); });',
];

describe('a script that looks at the names of its page', () => {
  for (const text of [...LOOKS, ...PLACES]) {
    it(`is joined with none: ${text}`, () => {
      assert.notEqual(difference(text, PLAIN), undefined);
      assert.notEqual(difference(PLAIN, text), undefined);
    });
  }

  for (const text of PASSED_ON) {
    it(`is joined with those that declare nothing: ${text}`, () => {
      assert.notEqual(difference(text, DECLARING), undefined);
      assert.equal(difference(text, PLAIN), undefined);
    });
  }

  for (const text of KNOWN) {
    it(`is joined with others where it says them: ${text}`, () => {
      assert.equal(difference(text, DECLARING), undefined);
      assert.equal(difference(PLAIN, text), undefined);
    });
  }

  it('ends a group however many stand between', () => {
    const [one, two, three] = ['look(window);', PLAIN, DECLARING].map((text) => scriptRecord(text));
    assert.ok(one && two && three);
    const group = new JoinableScripts(one);
    assert.equal(group.differenceTo(two), undefined);
    group.add(two);
    assert.match(group.differenceTo(three) ?? '', /global object/);
  });
});
