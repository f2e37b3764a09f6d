// Stylesheets that each use one feature of values.

const rule = (declarations: string): string => `a {\n  ${declarations}\n}\n`;

/** Declarations that each stand in one rule. */
const DECLARATIONS: Readonly<Record<string, string>> = {
  calc: 'width: calc( 100% - 2 * ( 1px + 0.50em ) );',
  'calc with a minus': 'margin: calc( 1px - -2px ) calc(-1 * 0.50px) -0.50px;',
  'calc with zero': 'width: calc( 0px + 1% ); height: calc( 0% + 1px ); flex-basis: calc( 0px );',
  'calc with constants':
    'width: calc( 1px * pi ); height: calc( 1px * e ); top: calc( infinity * 1px );',
  'calc in calc': 'width: calc( calc( 1px + 2px ) * 2 );',
  'min, max and clamp':
    'width: min(1px, 2%); height: max(1px, 2%); font-size: clamp(1rem, 0.5rem + 2vw, 2rem);',
  rounding: 'width: round(up, 10.50px, 5px); height: mod(18px, 5px); top: rem(18px, 5px);',
  trigonometry: 'rotate: atan2(1px, 2px); width: calc( 1px * sin( 45deg ) ); opacity: abs( -0.5 );',
  powers: 'width: calc( 1px * pow(2, 3) ); height: hypot(3px, 4px); top: calc( 1px * sqrt( 4 ) );',
  'a fallback for old browsers': 'width: 10px; width: clamp(1px, 5vw, 10px);',
  'a fallback of colours':
    'color: red; color: color( display-p3 1 0 0 ); color: oklch( 60% 0.20 20 );',
  'a fallback of units': 'height: 100vh; height: 100dvh; min-height: 100svh; max-height: 0lvh;',
  'a fallback of display': 'display: block; display: flex; display: grid;',
  'the same declaration twice': 'color: red; margin: 1px; color: red;',
  'a shorthand over a longhand': 'margin-top: 1px; margin: 2px; margin-left: 3px;',
  important: 'color: red ! important; color: blue; margin: 0px !IMPORTANT;',
  'a custom property': '--a: 1px; --B: Two; --a-b_c: { x: y }; color: var( --a );',
  'the bytes of a custom property':
    '--a:  0.50px  ,  #FFF ; --b: "x" ; --c: url( x.png ); --d: A  B;',
  'an empty custom property': '--a: ; --b:; --c: /**/; color: var( --a , red );',
  'a custom property with brackets': '--a: [ 1 , ( 2 ; 3 ) ]; --b: { a: b; c: d };',
  'a custom property with a comment': '--a: 1 /* x */ 2; --b: /* y */ 1;',
  'an important custom property': '--a: 1px  !important; --b:  ! important ; --c: 2',
  'a custom property with an escape': '--\\61 b: 1; color: var( --\\61 b );',
  'a custom property with javascript': '--a: function(x) { return x ; };',
  'a fallback of var': 'color: var( --a , var( --b , #FFF ) ); margin: var( --c , 0.50px  1px );',
  'an empty fallback of var': 'color: red var( --a , ) ; margin: var( --b,);',
  'var among others':
    'padding: 0.50rem var( --x ) calc( var( --y ) * -1 ); border: 1px solid var(--c);',
  'var beside var':
    'margin: var( --a ) var( --b ); grid-area: var(--a) / var(--b); width: calc( var(--a) + var(--b) );',
  env: 'padding: env( safe-area-inset-top , 0px ) max( 1px , env(safe-area-inset-left) );',
  attr: 'content: attr( data-a ); width: attr( data-w type( <length> ) , 0px );',
  if: 'color: if( style( --x: 0.50 ): red ; media( width > 1px ): blue ; else: green );',
  'a colour in hex':
    'color: #FFF; background: #AABBCC; border-color: #AbCd; outline-color: #11223344;',
  'a colour that has a name':
    'color: #f00; background: #FFD700; border-color: #808080; outline-color: #000000;',
  'a colour by name':
    'color: Red; background-color: TRANSPARENT; border-color: currentColor; outline-color: rebeccapurple;',
  rgb: 'color: rgb( 255 , 0 , 0 ); background: rgb( 0 0 0 / 50% ); border-color: rgba( 0 , 0 , 0 , 0.50 );',
  'rgb of nothing':
    'color: rgba( 0 , 0 , 0 , 0 ); background: rgba(255,255,255,0); border-color: rgb(0 0 0 / 0);',
  hsl: 'color: hsl( 120 , 100% , 50% ); background: hsl( 120deg 100% 50% / 0.5 ); border-color: hsla( 0,0%,0%,1 );',
  'hsl of one third': 'color: hsl(221,14%,9%); background: hsl( 33.3, 33.3%, 33.3% );',
  hwb: 'color: hwb( 194 0% 0% / .5 );',
  'lab and lch': 'color: lab( 50% 40 59.5 ); background: lch( 52.2% 72.2 50 / 0.50 );',
  'oklab and oklch': 'color: oklab( 59% 0.10 0.1 ); background: oklch( 60% 0.15 50deg );',
  'a colour space':
    'color: color( display-p3 1.0 0.5 0 / 1 ); background: color( srgb-linear 0 0 0 );',
  'color mix':
    'color: color-mix( in oklch , red 25.0% , blue ); background: color-mix( in hsl longer hue , red , blue );',
  'a relative colour':
    'color: rgb( from red r g calc( b + 10 ) ); background: oklch( from var( --c ) calc( l * 0.80 ) c h );',
  'light dark': 'color-scheme: light  dark; color: light-dark( #FFF , black );',
  'none in colours': 'color: oklch( none 0.10 20 ); background: rgb( none 0 0 );',
  'accent and system colours':
    'accent-color: AccentColor; color: CanvasText; background: ButtonFace;',
  'contrast color': 'color: contrast-color( #FFF );',
  gradients:
    'background: linear-gradient( to right , red 0% , 50% , blue 100.0% ) , radial-gradient( circle at 0px 0px , red , blue );',
  'gradients with hints':
    'background: conic-gradient( from 0deg at 50% 50% , red 0deg 90deg , blue 0.25turn );',
  'gradients in a colour space': 'background: linear-gradient( in oklch longer hue , red , blue );',
  'repeating gradients': 'background: repeating-linear-gradient( 45.0deg , red 0px , blue 10px );',
  'an old gradient':
    'background: -webkit-gradient( linear , 0 0 , 0 100% , from( red ) , to( blue ) );',
  backgrounds: 'background: url( "a.png" ) no-repeat 0px 0px / cover padding-box , #FFF none;',
  'background of nothing': 'background: none; background: 0 0; background-image: none;',
  'background position':
    'background-position: right 0px bottom 0% , 0% 50%; background-size: 0px auto;',
  urls: 'background-image: url( a.png ) , url( \'b c.png\' ) , url( "d(e).png" ) , url( f\\ g.png );',
  'data urls':
    'background-image: url( "data:image/svg+xml;utf8,<svg xmlns=\'http://www.w3.org/2000/svg\'/>" );',
  'image set':
    'background-image: image-set( "a.png" 1x , url( b.avif ) type( "image/avif" ) 2.0x );',
  'cross fade': 'background-image: -webkit-cross-fade( url( a.png ) , url( b.png ) , 50.0% );',
  'grid lines':
    'grid-template-columns: [ full-start ] minmax( 1rem , 1fr ) [ main-start ] minmax( 0 , 60ch ) [main-end];',
  'grid areas': 'grid-template-areas: "a  a" "b c"; grid-area: 1 / 2 / span 3 / -1;',
  'grid shorthand':
    'grid: [ a ] "x y" 1fr [ b ] / auto 0px; grid-template: none / repeat( 2 , 1fr );',
  'grid repeat': 'grid-template-columns: repeat( auto-fit , minmax( min( 100% , 10rem ) , 1fr ) );',
  subgrid: 'grid-template-columns: subgrid [ a ] [ b ]; grid-template-rows: masonry;',
  flex: 'flex: 1 1 0px; flex: 1 0 0%; flex: 1 1 0; flex: none;',
  'flex basis': 'flex-basis: 0px; flex-basis: 0%; flex: 0 0 auto; -ms-flex: 1 1 0px;',
  'border of nothing': 'border: none; border: 0; outline: none; border-top: 0px;',
  'border image':
    'border-image: url( a.png ) 30 fill / 1px / 0 round; border-image-width: 0; border-image-outset: 0px;',
  radius: 'border-radius: 0px 1px / 0% 2.50px;',
  shadows:
    'box-shadow: 0px 0px 0px 1px rgba( 0 , 0 , 0 , .5 ) , inset 0px 1px red; text-shadow: 0px 0px 1px #FFF;',
  'font shorthand':
    'font: italic bold 0.80em / 1.20 "Open Sans" , Arial , sans-serif; font: 400 1px/1 a;',
  'font weight': 'font-weight: bold; font-weight: normal; font-weight: 700; font-weight: 400.0;',
  'font family':
    'font-family: \'Segoe UI\' , -apple-system , BlinkMacSystemFont , "A\\9 B" , ui-sans-serif;',
  'font features':
    'font-feature-settings: "liga" 1 , \'kern\'; font-variation-settings: "wght" 375.50;',
  'line height': 'line-height: 1.0; line-height: 0px; line-height: 0; line-height: 150.0%;',
  numbers: 'opacity: 0.50; opacity: .5; opacity: +0.5; opacity: 5.0E-1; opacity: 00.500;',
  integers: 'z-index: 1.0; z-index: +1; z-index: 01; order: -0; orphans: 2.0; column-count: 2;',
  zeros:
    'width: 0px; width: 0%; transition-delay: 0s; rotate: 0deg; opacity: 0.0; margin: -0px -0.0;',
  'zeros of other units':
    'grid-template-columns: 0fr; image-resolution: 0dpi; animation: a 0s; perspective: 0px; tab-size: 0px;',
  'case of units': 'width: 1PX; height: 1Q; rotate: 90DEG; transition-duration: 1S; margin: 1E3px;',
  transforms:
    'transform: translate( 0px , 0% ) rotate( 0deg ) scale( 1.0 ) matrix( 1 , 0 , 0 , 1 , 0 , 0 );',
  'single transforms':
    'translate: 0px 50%; rotate: x 45deg; scale: 1.0 2; transform-origin: 0px 0px; offset-path: ray( 45deg closest-side );',
  transitions:
    'transition: opacity 0.30s ease-in-out , transform .3s cubic-bezier( 0.40 , 0 , 0.2 , 1 ) 0s allow-discrete;',
  'linear easing':
    'transition-timing-function: linear( 0 , 0.50 25% 75% , 1.0 ) , steps( 4 , jump-none );',
  animations:
    'animation: 3s ease-in 1s infinite reverse both running slide , none; animation-composition: add;',
  'scroll animations':
    'animation-timeline: scroll( root block ) , view( x 0px auto ); animation-range: entry 0% cover 50.0%;',
  'view timelines': 'view-timeline: --a block; timeline-scope: --a , --b; scroll-timeline: --c x;',
  anchors:
    'anchor-name: --a; position-anchor: --a; top: anchor( --a bottom , 0px ); width: anchor-size( width ); position-area: top span-left;',
  shapes:
    'clip-path: polygon( 0% 0% , 100% 0px , 50% 100.0% ); shape-outside: circle( 50% at 0px 0px );',
  'a path':
    'clip-path: path( "M 0 0 L 10 10" ); offset-path: path( evenodd , "M0,0 h1" ); d: path( "M 0  0" );',
  'inset and xywh':
    'clip-path: inset( 0px round 1px ); clip-path: xywh( 0px 0% 1px 2px round 0px );',
  'the shape function': 'clip-path: shape( from 0% 0% , line to 100% 0px , close );',
  filters:
    'filter: blur( 0px ) drop-shadow( 0px 0px 1px #FFF ) hue-rotate( 0deg ) opacity( 0.50 ); backdrop-filter: brightness( 1.50 );',
  masks:
    'mask: url( a.svg ) center / 0px , linear-gradient( #000 , transparent ); mask-composite: exclude;',
  content:
    'content: "a" / "b"; content: "\\201C" attr( x ) url( a.png ) counter( c , upper-roman ) counters( d , "." );',
  'content with escapes':
    'content: "\\f101"; content: "\\f101 a"; content: "\\A" "\\"" "\\\\"; content: "\\00e9";',
  'content that is not ascii': 'content: "→ é 🎉"; content: "\\2192 é";',
  quotes: 'quotes: "«" "»" \'"\' "\'"; content: open-quote;',
  counters: 'counter-reset: a 1 b -1 reversed( c ); counter-increment: a +2; counter-set: d 0;',
  'a string over two lines': 'content: "a\\\nb";',
  hacks: '*zoom: 1; _height: 1px; color: red\\9; width: 1px\\0/;',
  'an old filter':
    "filter: progid:DXImageTransform.Microsoft.gradient( startColorstr='#80000000', endColorstr='#80000000' );",
  'an old filter in quotes':
    '-ms-filter: "progid:DXImageTransform.Microsoft.Alpha(Opacity=50)"; filter: alpha( opacity = 50 );',
  prefixes:
    '-webkit-box-orient: vertical; -moz-appearance: none; -webkit-line-clamp: 2; display: -webkit-box;',
  'unknown properties': 'unknown: 0.50px  A; mso-line-height-rule: exactly; -x-y: 0px;',
  'wide keywords':
    'all: revert-layer; color: inherit; margin: unset; width: revert; height: initial;',
  'sizes of content':
    'width: fit-content; height: min-content; width: -webkit-fill-available; width: stretch; width: fit-content( 0px ); height: calc-size( auto , size + 1px );',
  'aspect ratio': 'aspect-ratio: 16 / 9; aspect-ratio: auto 1.0; aspect-ratio: 0.50;',
  'logical properties':
    'margin-inline: 0px auto; inset-block: 0px; border-start-start-radius: 0px; padding-block-end: 0em;',
  gaps: 'gap: 0px 1px; row-gap: 0px; column-rule: 0px solid #FFF;',
  overflow:
    'overflow: hidden  auto; overscroll-behavior: contain; scrollbar-gutter: stable both-edges; scrollbar-color: rgb( 170 , 170 , 170 ) #FFF;',
  'scroll snap':
    'scroll-snap-type: x  mandatory; scroll-padding: 0px; scroll-margin-block: 0px 1px;',
  'text decoration':
    'text-decoration: underline dotted 0.10em #F00; text-underline-offset: 0px; text-decoration-skip-ink: none;',
  'text wrap':
    'text-wrap: balance; text-box: trim-both cap alphabetic; hyphenate-limit-chars: 6 3 2; text-indent: 0px hanging;',
  'interpolation of sizes':
    'interpolate-size: allow-keywords; field-sizing: content; zoom: 1.0; contain-intrinsic-size: auto 0px;',
  'will change and contain':
    'will-change: transform , opacity; contain: layout  paint; content-visibility: auto; isolation: isolate;',
  siblings:
    'transition-delay: calc( 0.10s * sibling-index() ); width: calc( 100% / sibling-count() );',
  svg: 'fill: none; stroke-dasharray: 1 , 2 0; stroke-width: 0px; paint-order: stroke  fill; marker: url( #a ); fill: url( "#b" ) red;',
  'column and break':
    'columns: 2 auto; break-inside: avoid-column; column-span: all; orphans: 3; widows: 2;',
  'case of keywords':
    'display: BLOCK; color: InHerit; animation-name: MyName; grid-area: MyArea; will-change: Foo;',
};

export const valueFeatures: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(DECLARATIONS).map(([name, text]) => [name, rule(text)]),
);
