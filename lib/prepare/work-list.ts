// What is to be resolved ahead of any render: paths, and bodies of block tags.
import { asTemplatePath, splitCombination } from '../core/paths.ts';
import { quote } from '../errors.ts';
import type { FoundReference } from '../nunjucks/find/finder.ts';
import type { Place } from '../resolve/argument.ts';
import { inlineKindOf } from '../resolve/inline-kind.ts';
import type { Ask, WorkList } from './ask.ts';
import { asksOfBody } from './body-asks.ts';
import type { PrepareNotice } from './report.ts';
import type { SourcePaths } from './source-paths.ts';
import type { ReadTemplates } from './templates.ts';

/** Collects what templates and globs ask for; each once. */
export function collectAsks(
  { asked, bodies, notices }: Pick<ReadTemplates, 'asked' | 'bodies' | 'notices'>,
  globs: readonly string[],
  sources: SourcePaths,
  recorded: readonly Ask[] = [],
): WorkList {
  const asks = new Map<string, Ask>();
  const unknown = new Map<string, PrepareNotice>();
  const note = (notice: PrepareNotice) => unknown.set(JSON.stringify(notice), notice);
  notices.forEach(note);
  const add = (ask: Ask) => {
    const key = JSON.stringify([ask.kind, ask.isSlim, subjectOf(ask)]);
    if (!asks.has(key)) asks.set(key, ask);
  };
  for (const each of asked) {
    for (const ask of asksOf(each, sources)) add(ask);
    const notice = noticeOf(each);
    if (notice !== undefined) note(notice);
  }
  for (const body of bodies) {
    const found = asksOfBody(body, (glob) => sources.matching(glob).map(asTemplatePath));
    found.asks.forEach(add);
    found.unknown.forEach(note);
  }
  recorded.forEach(add);
  const found = globs.map((glob) => ({ glob, paths: pathsOf(glob, sources) }));
  for (const path of found.flatMap(({ paths }) => paths))
    add({ kind: 'file', path, isSlim: false });
  const missing = found
    .filter(({ paths }) => paths.length === 0)
    .map(({ glob }) => ({ message: `${quote(glob)} matches no file.` }));
  return { asks: [...asks.values()], unknown: [...unknown.values()], missing };
}

function subjectOf(ask: Ask): string | readonly string[] {
  if ('path' in ask) return ask.path;
  return 'paths' in ask ? ask.paths : ask.text;
}

function asksOf(asked: FoundReference, sources: SourcePaths): Ask[] {
  const { isSlim } = asked;
  const place = placeOf(asked);
  if (asked.kind === 'file' || asked.kind === 'inline') {
    const paths = [
      ...asked.paths,
      ...asked.globs.flatMap((glob) => sources.matching(glob)).map(asTemplatePath),
    ];
    const { kind } = asked;
    if (kind === 'file') return paths.map((path) => ({ kind, path, isSlim, place }));
    return paths.flatMap((path) =>
      typeof path === 'string' && inlineKindOf(path) ? { kind, path, isSlim, place } : [],
    );
  }
  const { kind, text } = asked;
  // bodies of blocks are found as they are rendered
  return text === undefined || kind === 'block' ? [] : [{ kind, text, isSlim, place }];
}

function placeOf({ template, line, column }: FoundReference): Place {
  return { template, line, column };
}

function noticeOf(asked: FoundReference): PrepareNotice | undefined {
  if (!('isOpen' in asked && asked.isOpen)) return undefined;
  const message = 'This path depends on runtime data: add its files with --include (or "paths").';
  return { ...placeOf(asked), message };
}

/** A path without any sign of a glob is asked for as it is, so that it is missed where it is not there. */
function pathsOf(glob: string, sources: SourcePaths): (string | readonly string[])[] {
  if (/[*?[\]{}()!]/.test(glob)) return sources.matching(glob).map(asTemplatePath);
  const members = splitCombination(glob);
  return [members.length > 1 ? members : glob];
}
