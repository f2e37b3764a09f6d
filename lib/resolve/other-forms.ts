// Finds what another server has named in a form that is not in use here: a sheet or module is made in it.
import type { Conversion } from '../convert/conversion.ts';
import type { SheetForms } from '../convert/sheet-forms.ts';
import { parsePath, splitSuffix } from '../core/paths.ts';
import { sleep } from '../core/turns.ts';
import type { OpenFile } from '../files/containment.ts';
import type { FoundSource } from '../files/roots.ts';
import { type Answered, MadeOnRequest, type MadeOnRequestOptions } from './made-on-request.ts';

export interface OtherFormsOptions extends MadeOnRequestOptions {
  readonly sheetForms: SheetForms;
}

/** How long the domain of the CDN is waited for: five seconds. */
const LOOK_MS = 100;
const MOST_LOOKS = 50;

type Found = Answered | undefined;

export class OtherForms {
  readonly #options: OtherFormsOptions;
  readonly #made: MadeOnRequest;

  constructor(options: OtherFormsOptions) {
    this.#options = options;
    this.#made = new MadeOnRequest(options);
  }

  /** Finds what a URL path leads to; `busy` where that depends on a domain that stays unknown. */
  find(urlPath: string): Found | Promise<Found> {
    const found = this.#made.find(urlPath);
    if (found instanceof Promise) return found.then((each) => this.#orForm(each, urlPath));
    return this.#orForm(found, urlPath);
  }

  /** Opens a file that was found, for whoever closes it. */
  open(filePath: string): OpenFile {
    return this.#options.urlLookup.open(filePath);
  }

  #orForm(found: Found, urlPath: string): Found | Promise<Found> {
    if (found?.kind !== 'stranger') return found;
    return this.#options.sheetForms.areMade ? this.#soon(urlPath) : found;
  }

  async #soon(urlPath: string): Promise<Found> {
    for (let looks = 0; looks <= MOST_LOOKS; looks += 1) {
      if (looks > 0) await sleep(LOOK_MS);
      const inForm = await this.#inForm(urlPath);
      if (inForm !== 'later') return inForm ?? { kind: 'stranger' };
    }
    return { kind: 'busy' };
  }

  async #inForm(urlPath: string): Promise<Found | 'later'> {
    const { urlLookup } = this.#options;
    for (const candidate of parsePath(splitSuffix(urlPath).head).candidates) {
      const name = urlLookup.names.nameOf(candidate);
      const filePath = name && (await this.#make(name.path, name.version));
      if (filePath === 'later') return 'later';
      if (name === undefined || filePath === undefined) continue;
      const { version } = name;
      return { kind: 'output', filePath, version, precompressed: () => undefined };
    }
    return undefined;
  }

  async #make(plainPath: string, version: string): Promise<string | undefined> {
    const { converter, urlLookup } = this.#options;
    for (const conversion of urlLookup.names.conversionsFor(plainPath)) {
      const current = converter.current(conversion.key);
      if (current === undefined || current.references.length === 0) continue;
      const found = await this.#find(conversion, version, current.sources);
      if (found === 'later') return 'later';
      if (found !== undefined) return found.filePath;
    }
    return undefined;
  }

  async #find(
    conversion: Conversion,
    version: string,
    sources: readonly FoundSource[],
  ): Promise<ReturnType<SheetForms['find']>> {
    const { sheetForms, laterMaps } = this.#options;
    try {
      return await laterMaps.converted(
        (maps) => sheetForms.find(conversion, version, sources, maps),
        { keepsAlive: true },
      );
    } catch {
      // the render that names it says what is wrong with it
      return undefined;
    }
  }
}
