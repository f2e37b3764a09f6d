// What converts sources into outputs, and keeps them up to date.
import { type Conversion, conversionOf } from '../convert/conversion.ts';
import { Converter, type ConverterOptions } from '../convert/converter.ts';
import { CurrentOutputs } from '../convert/current-outputs.ts';
import type { OwnNames } from '../convert/find.ts';
import { Output } from '../convert/output.ts';
import { ownOutputs, ownVersions } from '../convert/own-version.ts';
import { type Compressible, Precompressor } from '../convert/precompressor.ts';
import { ReferenceAnswers } from '../convert/reference-answers.ts';
import { ReferenceResolver, type ReferenceResolverOptions } from '../convert/reference-resolver.ts';
import { SheetForms } from '../convert/sheet-forms.ts';
import { lazy } from '../core/lazy.ts';
import type { FoundSource } from '../files/roots.ts';
import { TextWork } from './text-work.ts';

export class Converting extends TextWork {
  /** The conversion for paths; it minifies only where the options let it. */
  readonly conversionFor = (paths: readonly string[], wantsSlim: boolean): Conversion => {
    const plain = conversionOf(paths);
    const isSlim =
      wantsSlim && this.enabled && this.minifier.takes(plain.kind) && !this.naming.isAsIs(plain);
    return isSlim ? conversionOf(paths, true) : plain;
  };

  readonly current = (key: string): Output | undefined => this.converter.current(key);

  /** Returns the source of an output that stays in use though its source is gone. */
  readonly known = (path: string): FoundSource | undefined => {
    // where sources are checked once per process, what was found stays found
    if (this.debug) return undefined;
    const made = this.current(path) ?? this.current(this.conversionFor([path], true).key);
    return made?.sources[0];
  };

  @lazy get names(): OwnNames {
    const { parse } = this.naming.scheme;
    return { parse, isVersionOf: ownVersions(this), isOutput: ownOutputs(this) };
  }

  @lazy get asked(): ReferenceAnswers {
    return new ReferenceAnswers(this.now, this.current);
  }

  @lazy get referenceResolver(): ReferenceResolver {
    return this.#resolverWith(this.records);
  }

  @lazy get converter(): Converter {
    const { referenceResolver, asked, records } = this;
    const onOutput = (output: Output) => this.precompressor.add(output);
    const localFormOf = (output: Output) => this.sheetForms.localOf(output);
    const parts = { ...this.#emitting(), referenceResolver, asked, records };
    return new Converter({ ...parts, onOutput, localFormOf });
  }

  @lazy get currents(): CurrentOutputs {
    return new CurrentOutputs(this);
  }

  @lazy get precompressor(): Precompressor {
    const { disk, proof, random, pool, conversionMode, work, reporter, options } = this;
    const { precompress } = options;
    const isNeeded = (output: Compressible) =>
      !(output instanceof Output && this.currents.standsInOnly(output));
    const tools = { disk, proof, random, pool, conversionMode, work, reporter };
    return new Precompressor({ ...tools, precompress, isNeeded });
  }

  /** The forms of sheets and modules that other servers name. */
  @lazy get sheetForms(): SheetForms {
    const { chain, now, options } = this;
    // what is recorded is in the form that is in use here
    const referenceResolver = this.#resolverWith({ load: () => undefined });
    const { mediaUrl } = options;
    return new SheetForms({ ...this.#emitting(), referenceResolver, chain, now, mediaUrl });
  }

  #resolverWith(records: ReferenceResolverOptions['records']): ReferenceResolver {
    const { naming, now, roots, names, enabled, conversionFor, reporter } = this;
    const { minifier, references, scripts, warn } = this;
    const texts = { minifier, references, scripts, warn };
    const { usesTime } = naming.scheme;
    const isAsIs = (conversion: Conversion) => naming.isAsIs(conversion);
    const finding = { records, now, roots, names, isAsIs, enabled, usesTime, conversionFor };
    return new ReferenceResolver({ ...texts, ...finding, reporter });
  }

  /** What every form of an output is made with. */
  #emitting(): Omit<ConverterOptions, 'referenceResolver' | 'asked' | 'records'> {
    const { naming, taken, publisher, publicUrls, maps, proof, warn, tell } = this;
    return { naming, taken, publisher, publicUrls, maps, proof, warn, tell };
  }
}
