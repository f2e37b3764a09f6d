// Stylesheets that each use one feature of rules: nesting, layers, queries and other at-rules.

export const ruleFeatures: Readonly<Record<string, string>> = {
  'nesting with &':
    '.card {\n  color: red;\n  & .title { color: blue; }\n  &:hover { color: green; }\n}',
  'nesting without &':
    '.card {\n  color: red;\n  .title { color: blue; }\n  > p { margin: 0px; }\n}',
  'nesting of a type': '.card {\n  p { color: red; }\n  a:hover { color: blue; }\n}',
  'nesting with & behind':
    '.title {\n  .dark & { color: white; }\n  .a & .b & { color: black; }\n}',
  'nesting in a list': '.a, .b {\n  & > .c, & + .d { margin: 0.5em; }\n}',
  'nesting of & twice': '.a { && { color: red; } & & { color: blue; } }',
  'nesting with a suffix of a type':
    'div { &.a { color: red; } &#b { color: blue; } &[c] { color: green; } }',
  'nested media':
    '.a {\n  @media (min-width: 400px) {\n    color: red;\n    & .b { color: blue; }\n  }\n}',
  'nested supports': '.a { @supports (display: grid) { display: grid; } }',
  'nested container': '.a { @container (width > 300px) { color: red; } }',
  'nested layer': '.a { @layer theme { color: red; } }',
  'nested starting style': '.a { opacity: 1; @starting-style { opacity: 0; } }',
  'nested scope': '.a { @scope (.b) to (.c) { :scope { color: red; } } }',
  'declarations behind nested rules':
    '.a {\n  color: red;\n  .b { color: blue; }\n  color: green;\n  margin: 1px;\n}',
  'an empty nested rule': '.a { color: red; .b { } }',
  'three levels of nesting': '.a { .b { .c { color: red; } color: blue; } color: green; }',
  'layer order':
    '@layer reset, base, theme;\n@layer theme { a { color: red; } }\n@layer base { a { color: blue; } }',
  'an empty layer':
    '@layer late { }\n@layer early { a { color: red; } }\n@layer late { a { color: blue; } }',
  'a layer without a name': '@layer { a { color: red; } }\n@layer { a { color: blue; } }',
  'a layer with dots': '@layer one.two.three { a { color: red; } }',
  'nested layers': '@layer one { @layer two { a { color: red; } } @layer three; }',
  'the same layer twice':
    '@layer a { p { color: red; } }\n@layer b { p { color: blue; } }\n@layer a { p { color: green; } }',
  'an import into a layer': '@import url("data:text/css,") layer(base);\na { color: red; }',
  'an import with conditions':
    '@import url( "data:text/css," ) supports( display: grid ) screen and (width > 400px);\na { color: red; }',
  'an import behind a layer statement':
    '@layer one, two;\n@import "data:text/css,";\na { color: red; }',
  'a namespace':
    '@namespace svg url( "http://www.w3.org/2000/svg" );\nsvg|a { color: red; }\n*|b { color: blue; }',
  'a charset': '@charset "utf-8";\na::before { content: "é"; }',
  'media features with ranges': '@media ( 400px <= width < 1000px ) { a { color: red; } }',
  'media features the other way':
    '@media (width>=400px) and (1000px > width) { a { color: red; } }',
  'media with not':
    '@media not all and (monochrome) { a { color: red; } }\n@media not (hover) { a { color: blue; } }',
  'media with or': '@media (hover) or (pointer: fine) { a { color: red; } }',
  'media with only': '@media only screen and (max-width : 40.0em) { a { color: red; } }',
  'media with a ratio': '@media (min-aspect-ratio: 16 / 9) { a { color: red; } }',
  'media with calc': '@media (min-width: calc( 300px + 2em )) { a { color: red; } }',
  'media with a list': '@media screen , print and (orientation: landscape) { a { color: red; } }',
  'media of preferences':
    '@media (prefers-reduced-motion: no-preference) and (prefers-color-scheme: dark) { a { color: red; } }',
  'media with a resolution':
    '@media (min-resolution: 1.50dppx), (-webkit-min-device-pixel-ratio: 1.50) { a { color: red; } }',
  'media without a block': '@media screen { }\na { color: red; }',
  'media in media': '@media screen { @media (min-width: 1px) { a { color: red; } } }',
  'supports with not': '@supports not ( display: grid ) { a { color: red; } }',
  'supports with and and or':
    '@supports (display: grid) and ( (gap: 1px) or (not (color: lab(0% 0 0))) ) { a { color: red; } }',
  'supports of a selector': '@supports selector( :has( > a ) ) { a { color: red; } }',
  'supports of a custom property': '@supports (--css: variables) { a { color: red; } }',
  'supports of a font':
    '@supports font-tech( color-COLRv1 ) and font-format( woff2 ) { a { color: red; } }',
  'a container query': '@container (min-width: 400px) { a { color: red; } }',
  'a container with a name':
    '.side { container: side / inline-size; }\n@container side ( width > 30rem ) and (height>1px) { a { color: red; } }',
  'a style query': '@container style( --theme:  dark , blue ) { a { color: red; } }',
  'a style query with a number': '@container style(--size: 0.50) { a { color: red; } }',
  'a style query with not': '@container not style(--theme: dark) { a { color: red; } }',
  'a scroll state query': '@container scroll-state( stuck: top ) { a { color: red; } }',
  'container units': 'a { width: 50cqw; height: 1.50cqmin; margin: 0cqi; }',
  'a scope': '@scope (.card) { :scope { color: red; } img { border: 0px; } }',
  'a scope with a limit': '@scope (.card .body) to ( :scope > .end ) { p { color: red; } }',
  'a scope without a root': '@scope { p { color: red; } }',
  'starting style': '@starting-style { dialog[open] { opacity: 0; } }',
  'a registered property':
    '@property --size {\n  syntax: "<length>";\n  inherits: false;\n  initial-value: 0px;\n}\na { width: var(--size); }',
  'a registered colour':
    '@property --c { syntax: "<color>"; inherits: true; initial-value: #FF0000; }',
  'a registered list':
    '@property --l { syntax: "<length>+ | auto"; inherits: false; initial-value: 1.0px  2px; }',
  'a registered property of any syntax': '@property --any { syntax: "*"; inherits: true; }',
  'a font face':
    '@font-face {\n  font-family: "My Font";\n  src: url( "a.woff2" ) format( "woff2" ) , url(b.woff) format("woff");\n  unicode-range: U+0025-00FF , u+4?? ;\n  font-display: swap;\n}',
  'a font face with tech':
    '@font-face { font-family: A; src: url(a.ttf) format(truetype) tech(color-COLRv1); font-weight: 100  900; }',
  'a font face with overrides':
    '@font-face { font-family: A; src: local("Arial"); size-adjust: 90.50%; ascent-override: 100.0%; line-gap-override: 0%; }',
  'a font palette':
    '@font-palette-values --cool { font-family: Bixa; base-palette: 1; override-colors: 0 #FF0000 , 1 blue; }',
  'font feature values':
    '@font-feature-values Font One { @styleset { nice-style: 12; } }\na { font-variant-alternates: styleset(nice-style); }',
  'a counter style':
    '@counter-style thumbs { system: cyclic; symbols: "\\1F44D" "b"; suffix: " "; range: 1 infinite; pad: 3 "0"; }',
  'a page': '@page { size: A4 landscape; margin: 1.0cm; }',
  'a page with a pseudo-class':
    '@page :first { margin-top: 0cm; }\n@page toc:left { margin: 1in; }',
  'a page with margin boxes':
    '@page { @top-center { content: "Page " counter( page ); } @bottom-left { content: none; } }',
  keyframes:
    '@keyframes spin { from { rotate: 0deg; } 50.0% { rotate: 90deg; } to { rotate: 1turn; } }',
  'keyframes with lists': '@keyframes blink { 0%, 50% { opacity: 1; } 25%,100% { opacity: 0; } }',
  'keyframes in quotes': '@keyframes "My Frames" { from { opacity: 0.0; } to { opacity: 1.0; } }',
  'keyframes of the same name':
    '@keyframes a { to { top: 1px; } }\n@keyframes a { to { top: 2px; } }',
  'keyframes with prefix':
    '@-webkit-keyframes a { from { top: 0px; } to { top: 1px; } }\n@keyframes a { from { top: 0px; } to { top: 1px; } }',
  'keyframes of a view timeline':
    '@keyframes in { entry 0% { opacity: 0; } entry 100% { opacity: 1; } }',
  'keyframes with timing':
    '@keyframes a { 50% { top: 1px; animation-timing-function: cubic-bezier( 0.10 , 0.7 , 1.0 , 0.1 ); } }',
  'an empty keyframe': '@keyframes a { from { } to { top: 1px; } }',
  'position try':
    '@position-try --below { top: anchor( bottom ); left: 0px; }\n.tip { position-try-fallbacks: --below , flip-block; }',
  'a view transition': '@view-transition { navigation: auto; types: slide , fade; }',
  'a function':
    '@function --double( --x <length>: 1px ) returns <length> { result: calc( var(--x) * 2 ); }\na { width: --double( 2px ); }',
  'a function with a condition':
    '@function --f() { result: 1px; @media (width > 1px) { result: 0.50px; } }',
  'an unknown at-rule': '@unknown a , b { c { color: red; } }\na { color: blue; }',
  'an unknown at-rule without a block': '@unknown a  b;\na { color: blue; }',
  'custom media of tools': '@custom-media --small ( width < 400px );\na { color: red; }',
  'a custom selector of tools': '@custom-selector :--heading h1 , h2 .a .b;\na { color: red; }',
  'an empty rule': '.a { }\n.b { color: red; }',
  'a comment in every place': '/*1*/a/*2*/ { /*3*/ color /*4*/ : /*5*/ red /*6*/ ; /*7*/ }/*8*/',
  'a comment that stays':
    '/*! kept */\na { color: red; /*! too */ margin: 0px; }\n@media screen { /* @license MIT */ b { color: red; } }',
  'html comments': '<!-- a { color: red; } -->\nb { color: blue; }',
  'stray semicolons': 'a { ; color: red;; margin: 1px; ; }',
  'stray semicolons among rules': '@media screen { ; a { color: red; } ; b { margin: 1px; } ; }',
  'stray semicolons among keyframes': '@keyframes a { ; from { top: 1px; } to { top: 2px; } ; }',
  'an error in a declaration': 'a { color red; margin: 1px; :x; 1px: 2; padding: 3px; }',
  'an error in a selector': 'a:::b { color: red; }\nc { color: blue; }\n[=] { color: red; }',
  'a comment that joins': 'a/**/b { color: red; }\n.c/**/.d { color: blue; margin: 1px/**/2px; }',
};
