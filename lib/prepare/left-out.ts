// Templates that can't be parsed: an error where others need them, else a notice.
import type { ParsedTemplate, TemplateSet } from '../nunjucks/find/template-set.ts';
import type { PrepareNotice } from './report.ts';
import type { TemplateProblem } from './templates.ts';

export interface UnparsedTemplate {
  readonly label: string;
  /** Absolute, with slashes. */
  readonly file: string;
  readonly message: string;
}

const NEEDING = ['Extends', 'Include', 'Import', 'FromImport'];

/** Says of each whether it is an error: nobody may ever render one that no other names. */
export function leftOut(
  unparsed: readonly UnparsedTemplate[],
  set: TemplateSet,
): { readonly problems: TemplateProblem[]; readonly notices: PrepareNotice[] } {
  const needed = unparsed.length > 0 ? namesNeeded(set) : [];
  const isNeeded = ({ file }: UnparsedTemplate) => needed.some((name) => file.endsWith(`/${name}`));
  return {
    problems: unparsed
      .filter(isNeeded)
      .map(({ label: template, message }) => ({ template, message })),
    notices: unparsed
      .filter((each) => !isNeeded(each))
      .map(({ label: template, message }) => ({
        template,
        message: `Left out, because it can't be parsed: ${message}`,
      })),
  };
}

/** Lists what templates name, without what leads from folder to folder. */
function namesNeeded(set: TemplateSet): string[] {
  const nodesOf = (template: ParsedTemplate) =>
    NEEDING.flatMap((kind) => set.nodesOf(template, kind));
  const names = set.all.flatMap((template) =>
    nodesOf(template).flatMap((node) => set.namesOf(node.template) ?? []),
  );
  return names.map((name) => name.replace(/^(?:\.{0,2}\/)+/, ''));
}
