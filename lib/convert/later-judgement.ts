// Joins scripts again as soon as workers have found out what they declare and name.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BackgroundWork } from '../core/background-work.ts';
import type { PublicUrls } from '../proxies/public-urls.ts';
import type { Conversion } from './conversion.ts';
import type { ConversionMode } from './conversion-mode.ts';
import type { Converter } from './converter.ts';
import type { LaterMaps } from './later-maps.ts';
import type { Output } from './output.ts';
import type { ScriptRecords } from './script-records.ts';

export interface LaterJudgementOptions {
  readonly converter: Converter;
  readonly conversionMode: ConversionMode;
  readonly scripts: Pick<ScriptRecords, 'settled'>;
  readonly laterMaps: LaterMaps;
  readonly publicUrls: PublicUrls;
  readonly work: BackgroundWork;
  /** Sources are looked at again at each render. */
  readonly debug: boolean;
}

export class LaterJudgement {
  readonly #options: LaterJudgementOptions;
  /** The keys of what is joined anew at the moment. */
  readonly #begun = new Set<string>();

  constructor(options: LaterJudgementOptions) {
    this.#options = options;
  }

  /** Returns an output, and has it made anew where its scripts were not looked at. */
  later(output: Output): Output {
    const { key, conversion, record } = output;
    if (!record.isUnjudged || this.#begun.has(key)) return output;
    this.#begun.add(key);
    this.#options.work.add(this.#judge(conversion).finally(() => this.#begun.delete(key)));
    return output;
  }

  async #judge(conversion: Conversion): Promise<void> {
    const { converter, conversionMode, scripts, laterMaps, publicUrls, debug } = this.#options;
    const mode = { recheck: debug, ask: false, judge: true };
    await scripts.settled();
    await nextTurn();
    try {
      const output = await laterMaps.converted((maps) =>
        converter.convert(conversion, { ...mode, maps }),
      );
      // where no worker could look at them, it is done here
      if (output.record.isUnjudged)
        conversionMode.waiting(() => converter.convert(conversion, mode));
    } catch {
      // the next render says why, with its place
    }
    publicUrls.lookAgain();
  }
}
