// A page that looks at its own fonts and pictures and tells the server what it has found.
import express, { type Express } from 'express';
import { ownSheet, type VendorSheet } from './vendor-sheets.ts';

/** What the page has seen, in the terms of {@link VendorSheet}. */
export interface Verdict {
  /** Font → the states of its faces. */
  readonly fonts: Readonly<Record<string, readonly string[]>>;
  /** Selector → URL and size of the background picture. */
  readonly pictures: Readonly<Record<string, { readonly url: string; readonly size: string }>>;
  readonly positions: Readonly<Record<string, string>>;
}

/** The script of the page; what it can't find or decode, it reports as an error on the console. */
const lookScript = `
  const styleOf = (selector) => getComputedStyle(document.querySelector(selector));
  const each = async (keys, look) =>
    Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await look(key)])));
  const faces = async (font) => (await document.fonts.load(font)).map(({ status }) => status);
  const picture = async (selector) => {
    const image = new Image();
    image.src = /url\\("(.*?)"\\)/.exec(styleOf(selector).backgroundImage)[1];
    await image.decode();
    return { url: image.src, size: image.naturalWidth + 'x' + image.naturalHeight };
  };
  async function look({ fonts, pictures, positions }) {
    return {
      fonts: await each(fonts, faces),
      pictures: await each(pictures, picture),
      positions: await each(positions, (selector) => styleOf(selector).position),
    };
  }
  const tell = (verdict) => fetch('/verdict', { method: 'POST', body: JSON.stringify(verdict) });
  look(expected).then(tell, (error) => {
    console.error(error.message);
    return tell({ error: error.message });
  });
`;

function pageHtml(sheets: readonly VendorSheet[], sheetUrl: string): string {
  const all = [...sheets, ownSheet];
  const expected = {
    fonts: all.flatMap(({ fonts }) => fonts),
    pictures: all.flatMap(({ pictures }) => Object.keys(pictures)),
    positions: all.flatMap(({ positions }) => Object.keys(positions)),
  };
  return `<!doctype html><meta charset="utf-8"><title>Sheets</title><link rel="icon" href="data:,">
    <link rel="stylesheet" href="${sheetUrl}">
    ${all.map(({ html }) => html).join('\n')}
    <img src="/told.svg" alt="">
    <script type="module">const expected = ${JSON.stringify(expected)};${lookScript}</script>`;
}

const toldPicture = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>';

/**
 * Adds the page at `path`. It holds a picture that is not answered before the verdict has come, so
 * that the page's load event, for which a browser test waits, comes after the verdict.
 */
export function addVerdictPage(
  app: Express,
  path: string,
  sheets: readonly VendorSheet[],
  sheetUrl: string,
): Promise<Verdict> {
  return new Promise((resolve) => {
    const told = new Promise<void>((tell) => {
      app.post('/verdict', express.text({ type: () => true }), (request, response) => {
        resolve(JSON.parse(request.body as string) as Verdict);
        response.sendStatus(204);
        tell();
      });
    });
    app.get('/told.svg', async (_request, response) => {
      await told;
      response.type('svg').send(toldPicture);
    });
    app.get(path, (_request, response) => {
      response.send(pageHtml(sheets, sheetUrl));
    });
  });
}
