// The parts that convert, connected with each other.

import { type Conversion, type ConversionFor, conversionOf } from '../convert/conversion.ts';
import { Converter } from '../convert/converter.ts';
import { CurrentOutputs } from '../convert/current-outputs.ts';
import type { OwnNames } from '../convert/find.ts';
import type { Output } from '../convert/output.ts';
import { ownVersions } from '../convert/own-version.ts';
import { Precompressor } from '../convert/precompressor.ts';
import { ReferenceAnswers } from '../convert/reference-answers.ts';
import { ReferenceResolver } from '../convert/reference-resolver.ts';
import { SheetForms } from '../convert/sheet-forms.ts';
import type { FoundSource } from '../files/found-source.ts';
import type { Foundation } from './foundation.ts';

export interface Converting {
  readonly names: OwnNames;
  readonly conversionFor: ConversionFor;
  readonly converter: Converter;
  readonly currents: CurrentOutputs;
  readonly precompressor: Precompressor;
  readonly forms: SheetForms;
  readonly asked: ReferenceAnswers;
  /** Gives the source of an output that stays in use though its source is gone. */
  readonly known: (path: string) => FoundSource | undefined;
}

export function connectConverting(foundation: Foundation): Converting {
  const { options, naming, now, minifier } = foundation;
  const conversionFor: ConversionFor = (paths, wantsSlim) => {
    const plain = conversionOf(paths);
    const isSlim =
      wantsSlim && options.enabled && minifier.takes(plain.kind) && !naming.isAsIs(plain);
    return isSlim ? conversionOf(paths, true) : plain;
  };
  const current = (key: string) => converter.current(key);
  const isVersionOf = ownVersions({ ...foundation, conversionFor, current });
  const names: OwnNames = { parse: naming.scheme.parse, isVersionOf };
  const examining = {
    ...foundation,
    names,
    conversionFor,
    usesTime: naming.scheme.usesTime,
    isAsIs: (conversion: Conversion) => naming.isAsIs(conversion),
    enabled: options.enabled,
  };
  const referenceResolver = new ReferenceResolver(examining);
  const asked = new ReferenceAnswers(now, current);
  const precompressor = new Precompressor({ ...options, ...foundation });
  const onOutput = (output: Output) => precompressor.add(output);
  const localFormOf = (output: Output) => forms.localOf(output);
  const converter = new Converter({
    ...foundation,
    referenceResolver,
    asked,
    localFormOf,
    onOutput,
  });
  const { debug } = options;
  const currents = new CurrentOutputs({ ...foundation, converter, asked, conversionFor, debug });
  precompressor.isNeeded = (output) => !currents.standsInOnly(output);
  // what is recorded is in the form that is in use here
  const anew = new ReferenceResolver({ ...examining, records: { load: () => undefined } });
  const forms = new SheetForms({ ...options, ...foundation, referenceResolver: anew });
  // where sources are checked once per process, what was found stays found
  const known = (path: string) => {
    if (options.debug) return undefined;
    const made = converter.current(path) ?? converter.current(conversionFor([path], true).key);
    return made?.sources[0];
  };
  return { names, conversionFor, converter, currents, precompressor, forms, asked, known };
}
