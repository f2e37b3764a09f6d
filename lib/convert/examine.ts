// Looks at the sources of a request: are they as they were, and what do they refer to?
import type { CssReference } from '../core/css-references.ts';
import { resolveReference } from '../core/urls.ts';
import type { Disk } from '../files/disk.ts';
import type { Roots } from '../files/roots.ts';
import { type FoundSource, loadSource } from '../files/source.ts';
import { type Draft, draftOf, localReferences, placeOf } from './draft.ts';
import { findSource, type VersionCheck } from './find.ts';
import type { AbsentReference, Output } from './output.ts';
import { type Request, requestOf } from './request.ts';

/** A draft whose references are resolved to requests. */
export interface ResolvedDraft {
  readonly draft: Draft;
  readonly targets: ReadonlyMap<CssReference, Request>;
  readonly absent: readonly AbsentReference[];
}

/** A request as it was found. */
export interface Examined {
  readonly request: Request;
  /** What was made of it last. */
  readonly known: Output | undefined;
  /** Present when there is no known output, or its sources are not those that are there now. */
  readonly resolved: ResolvedDraft | undefined;
}

export interface ExaminerOptions {
  readonly disk: Disk;
  readonly roots: Roots;
  readonly isVersionOf: VersionCheck;
  /** Tells whether a file's bytes stay as they are, references included. */
  readonly isAsIs: (request: Request) => boolean;
  /** `false`: references stay as they are written. */
  readonly enabled: boolean;
  readonly warn: (subject: string, message: string) => void;
}

export class Examiner {
  readonly #options: ExaminerOptions;

  constructor(options: ExaminerOptions) {
    this.#options = options;
  }

  /**
   * Compares the sources with those of the known output, and reads them where they differ.
   *
   * @throws `ERR_STATICFILE_NOT_FOUND` or another reason why a source can't be read.
   */
  examine(request: Request, known: Output | undefined): Examined {
    const found = request.paths.map((path) => this.#find(path));
    const isSame =
      known !== undefined &&
      found.every((each, at) => isSameSource(each, known.sources[at])) &&
      !known.absent.some(({ from, value }) => this.#targetOf(from, value) !== undefined);
    return { request, known, resolved: isSame ? undefined : this.read(request, found) };
  }

  /** Reads sources and resolves what they refer to. */
  read(request: Request, found: readonly FoundSource[]): ResolvedDraft {
    const sources = found.map((each) => loadSource(this.#options.disk, each));
    const isAsIs = this.#options.isAsIs(request);
    const draft = draftOf(
      isAsIs ? { ...request, kind: 'other' } : request,
      sources,
      this.#options.warn,
    );
    const targets = new Map<CssReference, Request>();
    const absent: AbsentReference[] = [];
    const references = this.#options.enabled ? localReferences(draft) : [];
    for (const { part, reference } of references) {
      const target = this.#targetOf(part.path, reference.value);
      if (target !== undefined) targets.set(reference, target);
      else {
        absent.push({ from: part.path, value: reference.value });
        this.#warnAbsent(placeOf(part, reference), reference.value);
      }
    }
    return { draft, targets, absent };
  }

  #find(path: string): FoundSource {
    const parsed = { candidates: [path], suffix: '' };
    const found = this.#options.roots.find(parsed);
    if (found === undefined) throw this.#options.roots.explain(path, parsed);
    return found;
  }

  #targetOf(from: string, value: string): Request | undefined {
    const { roots, isVersionOf } = this.#options;
    const found = findSource(roots, resolveReference(from, value), isVersionOf);
    return found && requestOf([found.path]);
  }

  #warnAbsent(place: string, value: string): void {
    this.#options.warn(
      `absent ${place} ${value}`,
      `${place} refers to "${value}", which no root has. The reference stays as it is written.`,
    );
  }
}

function isSameSource(
  found: FoundSource,
  recorded: Output['sources'][number] | undefined,
): boolean {
  return found.filePath === recorded?.filePath && found.identity === recorded.identity;
}
