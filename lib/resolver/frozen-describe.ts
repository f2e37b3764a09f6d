// What a manifest knows about a path.
import { isForeignUrl } from '../core/paths.ts';
import type { Offers } from '../proxies/offers.ts';
import { readPath, showPath } from './argument.ts';
import type { Description } from './describe.ts';
import { asWritten } from './finder.ts';
import type { FrozenResolver } from './frozen.ts';

export interface FrozenDescriberOptions {
  readonly plain: FrozenResolver;
  readonly slim: FrozenResolver;
  readonly offers: Offers;
  readonly locate: (outputPath: string) => string;
}

export class FrozenDescriber {
  readonly #options: FrozenDescriberOptions;

  constructor(options: FrozenDescriberOptions) {
    this.#options = options;
  }

  describe(value: unknown, isSlim = false): Description {
    const { plain, slim, offers, locate } = this.#options;
    const asked = readPath(value, 'code') ?? { key: '', members: [] };
    const path = showPath(asked);
    const entry = (isSlim ? slim : plain).entry(value);
    if (entry === undefined) {
      const { uri, suffix } = isForeignUrl(path) ? { uri: path, suffix: '' } : asWritten(asked);
      const reason = 'The manifest does not have it.';
      return { path, sources: [], uri, url: offers.toUrl(uri, suffix), state: 'missing', reason };
    }
    const { uri, version, bytes, originalBytes, integrity } = entry;
    return {
      path,
      sources: [],
      output: locate(entry.path),
      uri,
      url: offers.toUrl(uri, ''),
      version,
      bytes,
      originalBytes,
      integrity,
      state: 'local',
    };
  }
}
