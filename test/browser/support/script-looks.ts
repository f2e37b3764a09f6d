// Scripts that look for a name without saying it, in all ways that come to mind.

const NAME = 'var nm = "sh" + "ow";\n';

/** Expressions that are the page's global object. */
const GLOBALS: readonly string[] = [
  'self',
  'top.frames[top.length - 1]',
  'frames',
  'window.self',
  'globalThis.window',
  'window["window"]',
  'document.defaultView',
  '(0, window)',
  '(nm && self)',
  'Function("return this")()',
  '(0, eval)("this")',
  '(function () { return this })()',
  '(() => this)()',
];

/** What tells of a name of `w`, the global object. */
const QUESTIONS: readonly string[] = [
  'log(typeof w[nm]);',
  'log(nm in w);',
  'const { [nm]: found } = w; log(typeof found);',
  'log(Object.keys(w).includes(nm));',
  'log(Object.getOwnPropertyNames(w).includes(nm));',
  'for (var k in w) if (k === nm) log(k);',
  'log(typeof Object.assign({}, w)[nm]);',
  'log(typeof ({ ...w })[nm]);',
  'log(Reflect.has(w, nm));',
  'log(Reflect.ownKeys(w).includes(nm));',
  'log(typeof Reflect.get(w, nm));',
  'log(w.hasOwnProperty(nm));',
  'log(Object.prototype.hasOwnProperty.call(w, nm));',
  'log(String(Object.getOwnPropertyDescriptor(w, nm)));',
];

/** Ways that the global object takes before it is looked at. */
const WAYS: readonly string[] = [
  'var w = window; log(typeof w[nm]);',
  '(function () { var v = window, w = v; log(typeof w[nm]) })();',
  '(function (w) { log(typeof w[nm]) })(this);',
  '(function (root, make) { make(root) })(this, function (w) { log(typeof w[nm]) });',
  '!function (w) { log(nm in w) }(window);',
  '((w) => log(typeof w[nm]))(self);',
  '(function (w = window) { log(typeof w[nm]) })();',
  '(function () { log(typeof this[nm]) }).call(this);',
  '(function () { log(typeof this[nm]) })();',
  'function ask() { return typeof this[nm] } log(ask());',
  'function ask(w) { return typeof w[nm] } log(ask(window));',
  'function ask() { return typeof arguments[0][nm] } log(ask(window));',
  '[1].forEach(function () { log(typeof this[nm]) });',
  'log([window].map((w) => typeof w[nm])[0]);',
  'var page = { w: window }; log(typeof page.w[nm]);',
  'log(typeof new Proxy(window, {})[nm]);',
  '(function () { const given = () => window; log(typeof given()[nm]) })();',
  'var F = Function; log(F("return typeof " + nm)());',
  'log((() => {}).constructor("return typeof " + nm)());',
  'var e = eval; log(e("typeof " + nm));',
  'log(["typeof " + nm].map(eval)[0]);',
  'addEventListener("z", (e) => log(typeof e.target[nm])); dispatchEvent(new Event("z"));',
  'addEventListener("z", ({ currentTarget: w }) => log(typeof w[nm])); dispatchEvent(new Event("z"));',
  'addEventListener("z", function () { log(typeof this[nm]) }); dispatchEvent(new Event("z"));',
  'var ask = function () { return typeof this[nm] }.bind(window); log(ask());',
  'log(typeof document.body.ownerDocument.defaultView[nm]);',
];

/** What shows a script its own place, otherwise than by the names for it. */
const PLACES: readonly string[] = [
  'log(document["current" + "Script"].src.split("/").at(-2));',
  'var page = document; log(page["current" + "Script"].src.split("/").at(-2));',
  'const { currentScript: me } = document; log(me.src.split("/").at(-2));',
  'document["wri" + "te"]("<script>log(\'written\')</" + "script>");',
  '(function (d) { d["wri" + "te"]("<script>log(\'written\')</" + "script>") })(document);',
  'log(document.getElementsByTagName("scr" + "ipt").length);',
  '(function (d, s) { log(d.getElementsByTagName(s).length) })(document, "script");',
  'log(document.querySelectorAll("[src]").length);',
  'log(document.documentElement.lastElementChild.lastElementChild.src.split("/").at(-2));',
  'log(Function("return document.currentScript")().src.split("/").at(-2));',
  'log(/first/.test(new Error("x").stack));',
];

/** Lists scripts that must not run behind what a later one declares, or elsewhere than they stand. */
export const lookingScripts: readonly string[] = [
  ...GLOBALS.map((global) => `log(typeof (${global})[nm]);`),
  ...QUESTIONS.map((question, at) => {
    const global = ['window', 'self', 'globalThis', 'this'][at % 4] ?? '';
    return question.replaceAll(/\bw\b/g, global);
  }),
  ...WAYS,
].map((text) => NAME + text);

/** Lists scripts that would find themselves elsewhere. */
export const placedScripts: readonly string[] = PLACES;
