// Makes the form of a sheet or module that another server has named, where it is not the one in use here.
import { attempt } from '../core/attempt.ts';
import type { FoundSource } from '../files/roots.ts';
import type { FileProxy } from '../proxies/file-proxy.ts';
import { FormOffers, SHEET_FORMS } from '../proxies/form-urls.ts';
import type { Conversion } from './conversion.ts';
import { Converter, type ConverterOptions } from './converter.ts';
import type { Output } from './output.ts';
import { ReferenceAnswers } from './reference-answers.ts';
import type { MapMaker } from './source-maps.ts';

export interface SheetFormsOptions
  extends Omit<ConverterOptions, 'publicUrls' | 'asked' | 'records'> {
  readonly chain: FileProxy;
  readonly mediaUrl: string;
  readonly now: () => number;
}

interface Form {
  readonly publicUrls: FormOffers;
  readonly converter: Converter;
}

export class SheetForms {
  readonly #options: SheetFormsOptions;
  #forms: readonly Form[] | undefined;

  constructor(options: SheetFormsOptions) {
    this.#options = options;
  }

  /** Checks whether a sheet can have other forms than the one in use. */
  get areMade(): boolean {
    return this.#options.chain.mover?.urlToCome !== undefined;
  }

  /**
   * Returns the output of a conversion that has a version; `'later'` where that depends on a domain that is
   * not known yet, `undefined` where no form has it.
   */
  find(
    conversion: Conversion,
    version: string,
    sources: readonly FoundSource[],
    maps: MapMaker,
  ): Output | 'later' | undefined {
    let isUnknown = false;
    for (const { publicUrls, converter } of this.#all()) {
      publicUrls.begin();
      const output = converter.convert(conversion, { recheck: true, ask: true, maps }, sources);
      if (this.#options.naming.isVersionOf(output.record, version)) return output;
      isUnknown ||= publicUrls.isUnknown;
    }
    return isUnknown ? 'later' : undefined;
  }

  /** Returns an output in its local form; `undefined` where it can't be made. */
  localOf({ conversion, sources }: Output): Output | undefined {
    const mode = { recheck: true, ask: true };
    const made = attempt(() => this.#all()[0]?.converter.convert(conversion, mode, sources));
    return made instanceof Error ? undefined : made;
  }

  #all(): readonly Form[] {
    this.#forms ??= SHEET_FORMS.map((form) => this.#create(form));
    return this.#forms;
  }

  /** What is in use here stays recorded: forms are proven by their bytes. */
  #create(form: (typeof SHEET_FORMS)[number]): Form {
    const publicUrls = new FormOffers(form, this.#options);
    const records = { save: () => {} };
    const asked = new ReferenceAnswers(this.#options.now, (key) => converter.current(key));
    const converter: Converter = new Converter({ ...this.#options, publicUrls, asked, records });
    return { publicUrls, converter };
  }
}
