// The files that the templates name, and the URL that each of them must get.
import { createHash } from 'node:crypto';
import type { Files } from '../../support/site.ts';

export function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}

export const assets = {
  'img/a.gif': 'first picture',
  'img/b.gif': 'second picture',
  'img/c.gif': 'third picture',
  'js/a.js': 'console.log("a");\n',
  'js/b.js': 'console.log("b");\n',
  'css/site.css': 'body { background: url(../img/a.gif) }\n',
} satisfies Files;

const version = {
  a: sha256(assets['img/a.gif']),
  b: sha256(assets['img/b.gif']),
  c: sha256(assets['img/c.gif']),
  js: sha256(assets['js/a.js']),
};

/** What the stylesheet says once its reference has a version. */
export const publishedCss = `body { background: url(../img/a.${version.a}.gif) }\n`;

export const url = {
  a: `/img/a.${version.a}.gif`,
  b: `/img/b.${version.b}.gif`,
  c: `/img/c.${version.c}.gif`,
  js: `/js/a.${version.js}.js`,
  css: `/css/site.${sha256(publishedCss)}.css`,
};
