// Pairs of sheets that are written differently and mean the same.

export const EQUAL_SHEETS: Readonly<Record<string, [source: string, result: string]>> = {
  'white space and comments': ['/* a */ b /* c */ { d : e ; }\n', 'b{d:e}'],
  'a last semicolon': ['a{b:c;d:e;}', 'a{b:c;d:e}'],
  'more semicolons': ['a{;b:c;;}', 'a{b:c}'],
  'case of properties, functions and at-rules': [
    '@MEDIA print{a{COLOR:RGB(1,2,3)}}',
    '@media print{a{color:rgb(1,2,3)}}',
  ],
  'case of units': ['a{width:1PX}', 'a{width:1px}'],
  'case and length of a colour in hex': [
    'a{color:#FFFFFF;background:#AbCd}',
    'a{color:#fff;background:#aabbccdd}',
  ],
  'zeros of a number': [
    'a{width:0.50px;height:010px;opacity:1.0}',
    'a{width:.5px;height:10px;opacity:1}',
  ],
  'a plus sign': ['a{margin:+1px}', 'a{margin:1px}'],
  'the unit of a zero length': [
    'a{margin:0px;box-shadow:0px 0px red}',
    'a{margin:0;box-shadow:0 0 red}',
  ],
  quotes: ["a{content:'b\\'c'}", 'a{content:"b\'c"}'],
  'quotes around a url': ['a{b:url( "c" )}', 'a{b:url(c)}'],
  'quotes in an attribute': ['[a="b"]{c:d}', '[a=b]{c:d}'],
  'escapes in strings': ['a{content:"\\62 c"}', 'a{content:"bc"}'],
  'colons of old pseudo-elements': ['a::before,b::first-line{c:d}', 'a:before,b:first-line{c:d}'],
  'the ends of keyframes': ['@keyframes a{from{b:c}TO{b:d}}', '@keyframes a{0%{b:c}100%{b:d}}'],
  'a list at the ends of keyframes': ['@keyframes a{from,to{b:c}}', '@keyframes a{0%,to{b:c}}'],
  'blanks of steps and offsets': ['a:nth-child( 2N + 1 ){b:c}', 'a:nth-child(2n+1){b:c}'],
  'blanks of a minus': [':nth-child(-n - 1 of b){c:d}', ':nth-child(-n-1 of b){c:d}'],
  'blanks around combinators': ['a > b + c ~ d{e:f}', 'a>b+c~d{e:f}'],
  'blanks in brackets': ['a:is( b , c )[ d = "e" ]{f:g}', 'a:is(b,c)[d="e"]{f:g}'],
  'blanks of a media query': [
    '@media ( min-width : 1px ){a{b:c}}',
    '@media (min-width:1px){a{b:c}}',
  ],
  'blanks around importance': ['a{b:c ! important}', 'a{b:c!important}'],
  'blanks around a custom property': ['a{--b:  c  ;--d: e !important}', 'a{--b:c;--d:e!important}'],
  'blanks around what a style query asks for': [
    '@container style( --a: b ){c{d:e}}',
    '@container style(--a: b){c{d:e}}',
  ],
  'a comment for a blank between values': ['a{b:c/* */d}', 'a{b:c d}'],
};
