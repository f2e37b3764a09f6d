// Which template a text belongs to: Nunjucks does not tell a tag's parser.
import { BoundedMemory, textBytes } from '../core/bounded-memory.ts';

/** For the texts of templates; loaders keep those of a site anyway. */
const MOST_BYTES = 16_000_000;

/** The parts of an environment that know names, where they are there. */
interface Watched {
  on?(event: 'load', listener: (name: unknown, source: unknown) => void): unknown;
  readonly loaders?: readonly { readonly cache?: Readonly<Record<string, unknown>> }[];
}

/** Finds the names of templates by their text. */
export class TemplateNames {
  readonly #environment: Watched;
  readonly #names = new BoundedMemory<string>({ mostBytes: MOST_BYTES, sizeOf: textBytes });

  constructor(environment: object) {
    this.#environment = environment;
    // Nunjucks' own loaders tell what they load, before it is compiled
    this.#environment.on?.('load', (name, source) => {
      const text = (source as { src?: unknown } | null | undefined)?.src;
      if (typeof name === 'string' && typeof text === 'string') this.#remember(text, name);
    });
  }

  /** Names the template with this text, `undefined` where it was not loaded by name. */
  nameOf(text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const name = this.#names.get(text) ?? this.#cachedName(text);
    if (name !== undefined) this.#remember(text, name);
    return name;
  }

  /** What other loaders load lies in their cache when it is compiled. */
  #cachedName(text: string): string | undefined {
    const caches = (this.#environment.loaders ?? []).map(({ cache }) =>
      Object.entries(cache ?? {}),
    );
    const isThis = (template: unknown) => (template as { tmplStr?: unknown })?.tmplStr === text;
    return caches.flat().find(([, template]) => isThis(template))?.[0];
  }

  #remember(text: string, name: string): void {
    this.#names.set(text, name);
  }
}
