// The finished pages of any generator, rewritten in place: each whole, or not at all.
import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import { optionError } from '../core/option-shapes.ts';
import { encodePath, extensionOf } from '../core/paths.ts';
import { errorText, quote, StaticfileError } from '../errors.ts';
import { writeWhole } from '../files/temporary.ts';
import { filesBelow } from '../files/walk.ts';
import type { Instance } from '../instance.ts';
import { pageOf } from '../resolve/page.ts';
import type { PrepareProgress } from './report.ts';
import { deadlineMsOf, Wait, waitedFor } from './wait.ts';

export interface PagesOptions {
  /** Absolute; each page stands in it where it stands on its site. */
  readonly dir: string;
  readonly slim: boolean;
  /** Write nothing. */
  readonly isDryRun: boolean;
  /** Default: 600. */
  readonly deadlineSeconds?: number | undefined;
  /** Called as work goes on. */
  readonly onProgress?: ((progress: PagesProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How far it is: pages are written, or file proxies are waited for. */
export interface PagesProgress extends Pick<PrepareProgress, 'done' | 'total' | 'path'> {
  readonly phase: 'pages' | 'upload';
}

export interface PagesReport {
  readonly pages: number;
  /** Relative to the folder. */
  readonly changed: readonly string[];
  readonly warnings: readonly string[];
  readonly failed: readonly string[];
}

/**
 * Rewrites pages. Where file proxies move files, none is written before all that pages name is there.
 *
 * @throws `ERR_STATICFILE_TIMEOUT` at the deadline; the signal's reason.
 */
export async function rewritePages(
  instance: Instance,
  options: PagesOptions,
): Promise<PagesReport> {
  if (instance.sources === undefined) {
    throw optionError('With a manifest no page can be rewritten.');
  }
  const [warnings, failed]: [string[], string[]] = [[], []];
  const stopListening = instance.reporter.listen({
    warned: (message) => warnings.push(message),
    failed: (message) => failed.push(message),
  });
  try {
    const pages = new Pages(instance, options);
    await pages.moveFiles();
    const total = pages.names.length;
    const changed = pages.names.filter((name, done) => {
      options.onProgress?.({ phase: 'pages', done, total, path: name });
      return pages.rewrite(name, failed);
    });
    const others = pages.unreadable.map(
      (name) => `${quote(name)} is not encoded in UTF-8. It is left alone.`,
    );
    return { pages: pages.names.length, changed, warnings: [...warnings, ...others], failed };
  } finally {
    stopListening();
  }
}

const PAGES = new Set(['.html', '.htm', '.xhtml']);

class Pages {
  /** Relative to the folder. */
  readonly names: readonly string[];
  readonly unreadable: string[] = [];
  readonly #instance: Instance;
  readonly #options: PagesOptions;

  constructor(instance: Instance, options: PagesOptions) {
    this.#instance = instance;
    this.#options = options;
    const files = [...filesBelow(options.dir, instance.disk, () => false)];
    this.names = files.filter((name) => PAGES.has(extensionOf(name))).map((name) => name.slice(1));
  }

  /** Asks for all that pages name, and waits until file proxies have it. */
  async moveFiles(): Promise<void> {
    const { chain, after } = this.#instance;
    const { isDryRun, deadlineSeconds, onProgress, signal } = this.#options;
    if (isDryRun || chain.mover === undefined) return;
    onProgress?.({ phase: 'upload', done: 0, total: 1 });
    const proxies = waitedFor(chain);
    const wait = new Wait({
      after,
      signal,
      deadlineMs: deadlineMsOf(deadlineSeconds),
      onWait: () => {},
    });
    try {
      await wait.until(chain.mover.build?.({ signal: wait.signal }), proxies);
      // what fails is told when it is written
      for (const name of this.names) attempt(() => this.#make(name));
      await wait.until(chain.settled?.({ ready: true, signal: wait.signal }), proxies);
    } finally {
      wait.end();
    }
  }

  /** Writes a page anew; `false` where it stays as it is. */
  rewrite(name: string, failed: string[]): boolean {
    const { disk, random } = this.#instance;
    try {
      this.#options.signal?.throwIfAborted();
      const made = this.#make(name);
      if (made === undefined) return false;
      const { file, text } = made;
      const { mode } = disk.statSync(file);
      if (!this.#options.isDryRun) writeWhole(disk, file, text, random(), mode);
      return true;
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      failed.push(`${quote(name)}: ${errorText(error)}`);
      return false;
    }
  }

  #make(name: string): { readonly file: string; readonly text: string } | undefined {
    const { dir, slim } = this.#options;
    const { disk } = this.#instance;
    // what a link leads to is written, not the link
    const file = disk.realpathSync.native(path.join(dir, name));
    if (!file.startsWith(disk.realpathSync.native(dir) + path.sep)) throw leadsOut(file);
    const bytes = disk.readFileSync(file);
    const html = bytes.toString('utf8');
    if (!Buffer.from(html).equals(bytes)) {
      if (!this.unreadable.includes(name)) this.unreadable.push(name);
      return undefined;
    }
    const text = pageOf(this.#instance, html, { url: urlOf(name), slim });
    return text === html ? undefined : { file, text };
  }
}

function leadsOut(file: string): StaticfileError {
  const message = `A link leads out of the folder, to ${quote(file)}. It is left alone.`;
  return new StaticfileError('ERR_STATICFILE_FORBIDDEN', message);
}

/** Where servers have a page: `blog/index.html` is `/blog/`. */
function urlOf(name: string): string {
  return encodePath(`/${name.replace(/(^|\/)index\.x?html?$/i, '$1')}`);
}
