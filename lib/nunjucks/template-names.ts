// Which template a text belongs to: Nunjucks does not tell a tag's parser.
import { BoundedMemory, textBytes } from '../core/bounded-memory.ts';

/** For the texts of templates; loaders keep those of a site anyway. */
const MOST_BYTES = 16_000_000;

/** The parts of an environment that know names, where they are there. */
interface Watched {
  on?(event: 'load', listener: (name: unknown, source: unknown) => void): unknown;
  readonly loaders?: readonly { readonly cache?: Readonly<Record<string, unknown>> }[];
}

export interface TemplateNames {
  /** Returns the name of the template with this text, `undefined` where it was not loaded by name. */
  readonly nameOf: (text: string | undefined) => string | undefined;
}

/** Listens to an environment, and to those that are cloned from it. */
export function watchTemplateNames(environment: Watched): TemplateNames {
  const names = new BoundedMemory<string>({ mostBytes: MOST_BYTES, sizeOf: textBytes });
  // Nunjucks' own loaders tell what they load, before it is compiled
  environment.on?.('load', (name, source) => {
    const text = (source as { src?: unknown } | null | undefined)?.src;
    if (typeof name === 'string' && typeof text === 'string') names.set(text, name);
  });
  return {
    nameOf: (text) => {
      if (text === undefined) return undefined;
      const name = names.get(text) ?? cachedName(environment, text);
      if (name !== undefined) names.set(text, name);
      return name;
    },
  };
}

/** What other loaders load lies in their cache when it is compiled. */
function cachedName({ loaders = [] }: Watched, text: string): string | undefined {
  const caches = loaders.map(({ cache }) => Object.entries(cache ?? {}));
  const isThis = (template: unknown) => (template as { tmplStr?: unknown })?.tmplStr === text;
  return caches.flat().find(([, template]) => isThis(template))?.[0];
}
