// Real stylesheets from npm, and what must be seen in a page that uses them.
import { fixture } from '../../../scripts/fixtures.js';

export interface VendorSheet {
  readonly name: string;
  /** The folder that is mounted as a root, and the URL path that it gets. */
  readonly root: { readonly dir: string; readonly at: string };
  readonly sheet: string;
  readonly html: string;
  /** Fonts that must load, as `document.fonts.load` takes them. */
  readonly fonts: readonly string[];
  /** Selector → file and size of the background picture that it must show. */
  readonly pictures: Readonly<Record<string, string>>;
  /** Selector → value of `position`, for sheets that come without any file. */
  readonly positions: Readonly<Record<string, string>>;
}

const none = { fonts: [], pictures: {}, positions: {} };

function vendor(dir: string, name: string, sheet: string) {
  const at = `/vendor/${name}`;
  return { ...none, name, root: { dir: fixture(dir), at }, sheet: `${at}/${sheet}` };
}

export const vendorSheets: readonly VendorSheet[] = [
  {
    ...vendor('bootstrap-icons/font', 'bootstrap-icons', 'bootstrap-icons.css'),
    html: '<i class="bi bi-alarm"></i>',
    fonts: ['16px "bootstrap-icons"'],
  },
  {
    ...vendor('@fortawesome/fontawesome-free', 'fontawesome', 'css/all.css'),
    html: '<i class="fa-solid fa-house"></i><i class="fa-regular fa-user"></i><i class="fa-brands fa-github"></i>',
    fonts: [
      '900 16px "Font Awesome 7 Free"',
      '400 16px "Font Awesome 7 Free"',
      '400 16px "Font Awesome 7 Brands"',
    ],
  },
  {
    ...vendor('leaflet/dist', 'leaflet', 'leaflet.css'),
    html: `<div class="leaflet-default-icon-path" style="height: 41px"></div>
      <a class="leaflet-control-layers-toggle"></a>
      <div class="leaflet-retina"><a class="leaflet-control-layers-toggle"></a></div>`,
    pictures: {
      '.leaflet-default-icon-path': 'marker-icon.png 25x41',
      '.leaflet-control-layers-toggle': 'layers.png 26x26',
      '.leaflet-retina .leaflet-control-layers-toggle': 'layers-2x.png 52x52',
    },
  },
  {
    ...vendor('swiper', 'swiper', 'swiper-bundle.css'),
    html: '<div class="swiper"><div class="swiper-button-next"></div></div>',
    positions: { '.swiper': 'relative', '.swiper-button-next': 'absolute' },
  },
  {
    ...vendor('jquery-ui-dist', 'jquery-ui', 'jquery-ui.css'),
    html: `<span class="ui-icon ui-icon-star"></span>
      <div class="ui-state-error"><span class="ui-icon ui-icon-alert"></span></div>`,
    pictures: {
      '.ui-icon-star': 'ui-icons_444444_256x240.png 256x240',
      '.ui-icon-alert': 'ui-icons_cc0000_256x240.png 256x240',
    },
  },
  {
    ...vendor('katex/dist', 'katex', 'katex.css'),
    html: '<span class="katex"><span class="mathnormal">x</span> = <b class="mathbf">1</b></span>',
    fonts: ['16px KaTeX_Main', 'bold 16px KaTeX_Main', 'italic 16px KaTeX_Math'],
  },
];

/** A sheet of the test's own, in a folder of its own, and the picture that it refers to. */
export const ownSheet = {
  ...none,
  sheet: '/css/site.css',
  files: {
    'css/site.css': '.site-mark { height: 9px; background: url("../img/mark.svg") no-repeat; }\n',
    'img/mark.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="9"></svg>\n',
  },
  html: '<div class="site-mark"></div>',
  pictures: { '.site-mark': 'mark.svg 7x9' },
};
