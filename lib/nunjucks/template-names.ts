// Which template a text belongs to: Nunjucks does not tell a tag's parser.

/** How many templates are remembered; a site has fewer. */
const MOST_REMEMBERED = 2000;

interface Emitter {
  on?(event: 'load', listener: (name: unknown, source: unknown) => void): unknown;
}

/** Remembers the names of templates by their text, as their environment loads them. */
export class TemplateNames {
  readonly #names = new Map<string, string>();

  /** Listens to an environment. */
  watch(environment: unknown): void {
    const emitter = environment as Emitter;
    if (typeof emitter.on !== 'function') return;
    emitter.on('load', (name, source) => {
      const text = (source as { src?: unknown } | null | undefined)?.src;
      if (typeof name === 'string' && typeof text === 'string') this.#remember(text, name);
    });
  }

  /** Names the template with this text, `undefined` where it was not loaded by name. */
  nameOf(text: string | undefined): string | undefined {
    return text === undefined ? undefined : this.#names.get(text);
  }

  #remember(text: string, name: string): void {
    if (this.#names.size >= MOST_REMEMBERED) this.#names.clear();
    this.#names.set(text, name);
  }
}
