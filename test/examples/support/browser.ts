// A real Chromium that opens pages and keeps what went wrong, and what came how.
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page, type Response } from 'playwright-core';

/** Debian's package; another one can be named for other systems. */
const executablePath = process.env['STATICFILE_TEST_CHROMIUM'] ?? '/usr/bin/chromium';

export interface Loaded {
  readonly url: string;
  readonly type: string;
  readonly status: number;
  readonly cacheControl: string;
}

/** What a page said and loaded, from the request for it until the network was quiet. */
export interface Visit {
  readonly problems: readonly string[];
  readonly loaded: readonly Loaded[];
}

/** Where the pictures of a page come from. */
export interface PictureCounts {
  readonly local: number;
  readonly onCdn: number;
}

/** What pages held, and what failed, over many reloads. */
export interface Reloads {
  readonly looks: readonly PictureCounts[];
  readonly problems: readonly string[];
}

export interface BrowserHandle {
  visit(url: string): Promise<Visit>;
  /** Reloads a page without a pause until a look at it is as wanted. */
  reloadUntil(url: string, isDone: (look: PictureCounts) => boolean): Promise<Reloads>;
  /** Opens a page, and does something with it. */
  onPage<T>(url: string, use: (page: Page) => Promise<T>): Promise<T>;
  /** Gives an empty page that can't reach the network; it is one, emptied each time. */
  withPage<T>(use: (page: Page) => Promise<T>): Promise<T>;
}

/** One serves all files of a process of `mocha --parallel`, and ends with it: a start takes as long as some pages. */
const isShared = process.env['MOCHA_WORKER_ID'] !== undefined;
let shared: Promise<Browser> | undefined;

async function openShared(): Promise<Browser> {
  const known = await shared;
  if (known?.isConnected()) return known;
  shared = launch();
  return shared;
}

function launch(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
  ];
  return chromium.launch({ executablePath, args });
}

/** Starts Chromium for the tests of a `describe`; where there is none, they are skipped, and said so. */
export function useBrowser(): BrowserHandle {
  let browser: Browser | undefined;
  let empty: Page | undefined;
  before(async function () {
    if (!existsSync(executablePath)) {
      console.log(`    SKIPPED: no Chromium at ${executablePath}; install Debian's "chromium"`);
      this.skip();
    }
    browser = await (isShared ? openShared() : launch());
  });
  after(async () => {
    await empty?.close();
    if (!isShared) await browser?.close();
  });
  function newPage(): Promise<Page> {
    if (browser === undefined) throw new Error('Chromium is not running');
    return browser.newPage();
  }
  async function openEmpty(): Promise<Page> {
    const page = await newPage();
    await page.route('**', (route) => route.abort());
    return page;
  }
  async function inPage<T>(use: (page: Page) => Promise<T>): Promise<T> {
    const page = await newPage();
    try {
      return await use(page);
    } finally {
      await page.close();
    }
  }
  return {
    visit: (url) => inPage((page) => observe(page, url)),
    reloadUntil: (url, isDone) => inPage((page) => reload(page, url, isDone)),
    onPage: (url, use) =>
      inPage(async (page) => {
        await page.goto(url, { waitUntil: 'load' });
        return use(page);
      }),
    withPage: async (use) => {
      if (empty === undefined) empty = await openEmpty();
      else await empty.goto('about:blank');
      return use(empty);
    },
  };
}

/** Notes what goes wrong in a page; a request that a reload has cut short has not failed. */
function noteProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()} ${reason}`);
  });
  return problems;
}

async function reload(
  page: Page,
  url: string,
  isDone: (look: PictureCounts) => boolean,
): Promise<Reloads> {
  const problems = noteProblems(page);
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  const looks: PictureCounts[] = [];
  await page.goto(url, { waitUntil: 'load' });
  for (;;) {
    const look = await countPictures(page);
    looks.push(look);
    if (isDone(look)) break;
    await page.reload({ waitUntil: 'load' });
  }
  await showAll(page);
  return { looks, problems };
}

async function countPictures(page: Page): Promise<PictureCounts> {
  return await page.evaluate(() => {
    const pictures = [...document.querySelectorAll<HTMLImageElement>('img.picture')];
    const onCdn = pictures.filter(({ src }) => new URL(src).host !== location.host).length;
    return { onCdn, local: pictures.length - onCdn };
  });
}

async function observe(page: Page, url: string): Promise<Visit> {
  const problems = noteProblems(page);
  const responses: Response[] = [];
  page.on('response', (response) => responses.push(response));
  await page.goto(url, { waitUntil: 'load', timeout: 60_000 });
  await showAll(page);
  await page.waitForLoadState('networkidle');
  const loaded = await Promise.all(responses.map(describeResponse));
  for (const each of loaded) if (each.status >= 400) problems.push(`${each.status}: ${each.url}`);
  return { problems, loaded };
}

/** Fonts and lazy pictures are loaded only when something shows them. */
async function showAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map((image) => image.decode()));
    await document.fonts.ready;
  });
}

async function describeResponse(response: Response): Promise<Loaded> {
  return {
    url: response.url(),
    type: response.request().resourceType(),
    status: response.status(),
    cacheControl: (await response.allHeaders())['cache-control'] ?? '',
  };
}
