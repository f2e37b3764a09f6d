// What engines do, or could do, where the syntax is new, foreign, or written with escapes.

/** What an engine does → a sheet, and what it would make of it. */
export const MUTATED_SYNTAX: Readonly<Record<string, [source: string, result: string]>> = {
  'tears a compound selector of a scope apart': [
    '@scope (:is(nav#main, div#side)) { a { b: c } }',
    '@scope (:is(nav #main,div #side)){a{b:c}}',
  ],
  'tears one apart in a negation': [
    '@scope (:not(li#x)) { a { b: c } }',
    '@scope (:not(li #x)){a{b:c}}',
  ],
  'tears one apart behind of': [
    '@scope (:nth-child(2n+1 of a#b)) { c { d: e } }',
    '@scope (:nth-child(2n+1 of a #b)){c{d:e}}',
  ],
  'joins a descendant of a scope': ['@scope (a .b) { c { d: e } }', '@scope (a.b){c{d:e}}'],
  'drops the blank that a url ends with': [
    'a { background: url(abc\\ ) }',
    'a{background:url(abc)}',
  ],
  'writes another url for one that ends with a blank': [
    'a { background: url(abc\\ ) }',
    'a{background:url(\\ \\))}',
  ],
  'imports another url': ['@import url(abc\\ );', '@import url(\\ \\));'],
  'drops a semicolon behind a nested rule of keyframes': [
    '@keyframes k { from { a { b: c }; top: 0 } }',
    '@keyframes k{from{a{b:c}top:0}}',
  ],
  'drops a semicolon behind what may be no rule': [
    '.a { mixin(1px) { color: red }; padding: 0 }',
    '.a{mixin(1px){color:red}padding:0}',
  ],
  'drops blanks around a sign behind a mark of HTML': [
    'a { } --> @supports (width: calc(1px + 2px)) { b { c: d } }',
    'a{}-->@supports (width:calc(1px+2px)){b{c:d}}',
  ],
  'drops a mark of HTML': ['<!-- a { b: c } -->', 'a{b:c}'],
  'drops a comment that tears an operator apart': [
    '@media (width>/**/=1px) { a { b: c } }',
    '@media (width>=1px){a{b:c}}',
  ],
  'writes a blank for a comment in an operator': [
    '@media (width>/**/=1px) { a { b: c } }',
    '@media (width> =1px){a{b:c}}',
  ],
  'mends an operator in a condition of a value': [
    'a { b: if(media(width > = 1px): c) }',
    'a{b:if(media(width >= 1px): c)}',
  ],
  'mends a selector in a condition of a value': [
    'a { b: if(supports(selector(: hover)): c) }',
    'a{b:if(supports(selector(:hover)): c)}',
  ],
  'changes the syntax of an argument': [
    '@function --f(--a <length> +) { result: 1 }',
    '@function --f(--a <length>+){result:1}',
  ],
  'changes the default of an argument': [
    '@function --f(--a: 0.50) { result: 1 }',
    '@function --f(--a: .5){result:1}',
  ],
  'changes the case of an element that is a picture': [
    'a { background: -moz-element(#Fade) }',
    'a{background:-moz-element(#fade)}',
  ],
  'changes the case of an element to go to': ['a { nav-up: #Fade }', 'a{nav-up:#fade}'],
  'makes a step of an error': ['li:nth-child(2.0n) { a: b }', 'li:nth-child(2n){a:b}'],
  'writes a character for a NUL': ['a { content: "\0" }', 'a{content:"\ufffd"}'],
  'changes a value in an at-rule that nobody knows': ['@new x { a: 0.50  b }', '@new x{a:.5 b}'],
  'changes the case of a name in one': ['@new { Ab: c }', '@new{ab:c}'],
  'changes the case of what one is for': ['@new X  (Y) { a { b: c } }', '@new X (y){a{b:c}}'],
  "changes the case of an author's at-rule": ['@--Ab c; d { e: f }', '@--ab c;d{e:f}'],
  'changes the case of a unit of the author': ['a { width: 1--Ab }', 'a{width:1--ab}'],
  'changes a number in a function that nobody knows': ['a { b: new(0.50) }', 'a{b:new(.5)}'],
  'drops a blank in one': ['a { b: new(c = d) }', 'a{b:new(c=d)}'],
  'joins two combinators': ['a > > b { c: d }', 'a >> b{c:d}'],
  'changes a hack behind a value': ['a { width: 1px\\0/ }', 'a{width:1px}'],
};
