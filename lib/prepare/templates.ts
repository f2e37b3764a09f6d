// Reads templates, and those that they name, and collects what they ask for.
import * as path from 'node:path';
import { attempt } from '../core/attempt.ts';
import { errorText } from '../errors.ts';
import type { Disk } from '../files/disk.ts';
import type { FoundBody } from '../nunjucks/find/body-nodes.ts';
import { ForeignDelimiters } from '../nunjucks/find/delimiters.ts';
import { type FoundReference, findAll } from '../nunjucks/find/finder.ts';
import type { ParseTemplate, TemplateSyntax } from '../nunjucks/find/template-parser.ts';
import { type ParsedTemplate, TemplateSet, type TreeNode } from '../nunjucks/find/template-set.ts';
import type { PrepareNotice, TemplateProblem } from './report.ts';
import type { TemplateFiles } from './template-files.ts';

export interface ReadTemplates {
  readonly count: number;
  readonly asked: readonly FoundReference[];
  /** Bodies of block tags, in each of the ways that they are rendered. */
  readonly bodies: readonly FoundBody[];
  readonly problems: readonly TemplateProblem[];
  /** Templates that are left out, and what of the others only a render knows. */
  readonly notices: readonly PrepareNotice[];
}

export interface TemplateReading {
  readonly folder: string;
  readonly disk: Disk;
  readonly parse: ParseTemplate;
  readonly syntax: TemplateSyntax;
}

/** Reads templates; one that is wrong is named, and the others go on. */
export function readTemplates(
  { files, folders }: TemplateFiles,
  reading: TemplateReading,
): ReadTemplates {
  const { syntax } = reading;
  const reader = new Reader(reading);
  const parsed = files.flatMap((file) => reader.read(file) ?? []);
  const set = new TemplateSet(parsed, [...syntax.folders, ...folders], reader.load);
  const { autoescape, filters } = syntax;
  const found = findAll({ set, autoescape, filters });
  const left = reader.leftOut();
  const foreign = reader.delimiters.found(found.references.length === 0);
  return {
    count: reader.count,
    asked: found.references,
    bodies: found.bodies,
    problems: [...left.problems, ...foreign.problems],
    notices: [...left.notices, ...foreign.notices, ...found.notices],
  };
}

class Reader {
  readonly delimiters: ForeignDelimiters;
  readonly #reading: TemplateReading;
  readonly #problems: TemplateProblem[] = [];
  /** Messages by label, and labels by file: such a template may never be rendered. */
  readonly #unparsed = new Map<string, TemplateProblem>();
  readonly #needed = new Set<string>();
  count = 0;

  constructor(reading: TemplateReading) {
    this.#reading = reading;
    this.delimiters = new ForeignDelimiters(reading.syntax);
  }

  /** Reads a template that is to be there. */
  read(file: string): ParsedTemplate | undefined {
    const { disk } = this.#reading;
    const text = attempt(() => disk.readFileSync(file, 'utf8')) as string | Error;
    if (typeof text === 'string') {
      this.count += 1;
      return this.#parsed(file, text);
    }
    this.#problems.push({ template: this.#labelOf(file), message: errorText(text) });
    return undefined;
  }

  /** Reads a template that others name, if it exists. */
  readonly load = (file: string): ParsedTemplate | undefined => {
    const { disk } = this.#reading;
    this.#needed.add(slashed(file));
    if (this.#unparsed.has(slashed(file))) return undefined;
    const isThere = attempt(() => disk.statSync(file, { throwIfNoEntry: false })?.isFile());
    return isThere === true ? this.read(file) : undefined;
  };

  #parsed(file: string, text: string): ParsedTemplate | undefined {
    const template = this.#labelOf(file);
    try {
      this.delimiters.look(template, text);
      const root = this.#reading.parse(text) as TreeNode;
      return { label: template, file: slashed(file), root };
    } catch (error) {
      this.#unparsed.set(slashed(file), { template, message: errorText(error) });
      return undefined;
    }
  }

  /** Lists those that can't be parsed, by whether it is an error: nobody may ever render one that no other names. */
  leftOut(): { readonly problems: TemplateProblem[]; readonly notices: PrepareNotice[] } {
    const problems = [...this.#problems];
    const notices: PrepareNotice[] = [];
    for (const [file, { template, message }] of this.#unparsed) {
      if (this.#needed.has(file)) problems.push({ template, message });
      else notices.push({ template, message: `Left out, because it can't be parsed: ${message}` });
    }
    return { problems, notices };
  }

  #labelOf(file: string): string {
    return path.relative(this.#reading.folder, file).replaceAll(path.sep, '/');
  }
}

function slashed(file: string): string {
  return file.replaceAll(path.sep, '/');
}
