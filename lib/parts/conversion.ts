// The parts that convert, connected with each other.
import { AskedReferences } from '../convert/asked.ts';
import { Converter } from '../convert/converter.ts';
import { CurrentOutputs } from '../convert/current-outputs.ts';
import { Examiner } from '../convert/examine.ts';
import type { OwnNames } from '../convert/find.ts';
import type { Output } from '../convert/output.ts';
import { ownVersions } from '../convert/own-version.ts';
import { Precompressor } from '../convert/precompressor.ts';
import { type Request, type RequestFor, requestOf } from '../convert/request.ts';
import { SheetForms } from '../convert/sheet-forms.ts';
import type { FoundSource } from '../files/source.ts';
import type { Foundation } from './foundation.ts';

export interface Conversion {
  readonly names: OwnNames;
  readonly requestFor: RequestFor;
  readonly converter: Converter;
  readonly currents: CurrentOutputs;
  readonly precompressor: Precompressor;
  readonly forms: SheetForms;
  readonly asked: AskedReferences;
  /** Gives the source of an output that stays in use though its source is gone. */
  readonly known: (path: string) => FoundSource | undefined;
}

export function connectConversion(foundation: Foundation): Conversion {
  const { options, naming, now, slim } = foundation;
  const requestFor: RequestFor = (paths, wantsSlim) => {
    const plain = requestOf(paths);
    const isSlim = wantsSlim && options.enabled && slim.takes(plain.kind) && !naming.isAsIs(plain);
    return isSlim ? requestOf(paths, true) : plain;
  };
  const current = (key: string) => converter.current(key);
  const isVersionOf = ownVersions({ ...foundation, requestFor, current });
  const names: OwnNames = { parse: naming.scheme.parse, isVersionOf };
  const examining = {
    ...foundation,
    names,
    requestFor,
    usesTime: naming.scheme.usesTime,
    isAsIs: (request: Request) => naming.isAsIs(request),
    enabled: options.enabled,
  };
  const examiner = new Examiner(examining);
  const asked = new AskedReferences(now, current);
  const precompressor = new Precompressor({ ...options, ...foundation });
  const onOutput = (output: Output) => precompressor.add(output);
  const localFormOf = (output: Output) => forms.localOf(output);
  const converter = new Converter({ ...foundation, examiner, asked, localFormOf, onOutput });
  const { debug } = options;
  const currents = new CurrentOutputs({ ...foundation, converter, asked, requestFor, debug });
  precompressor.isNeeded = (output) => !currents.standsInOnly(output);
  // what is recorded is in the form that is in use here
  const anew = new Examiner({ ...examining, records: { load: () => undefined } });
  const forms = new SheetForms({ ...options, ...foundation, examiner: anew });
  // where sources are checked once per process, what was found stays found
  const known = (path: string) => {
    if (options.debug) return undefined;
    const made = converter.current(path) ?? converter.current(requestFor([path], true).key);
    return made?.sources[0];
  };
  return { names, requestFor, converter, currents, precompressor, forms, asked, known };
}
