// Filters and functions of Liquid and of JavaScript templates; Nunjucks gets its own with the tags.
import {
  type FilterKeywords,
  fileOptions,
  type TagFunctions,
  type TagOptions,
} from '../nunjucks/functions.ts';
import type { EleventyConfig, TemplateThis } from './config.ts';
import type { TemplatePlaces } from './template-places.ts';

export function addFunctions(
  config: EleventyConfig,
  functions: TagFunctions,
  { refine }: TemplatePlaces,
): void {
  const placeOf = (context: TemplateThis) => refine({}, context);
  const fileWith = (isSlim: boolean, origin: TagOptions['origin']) =>
    function (this: TemplateThis, path: unknown, keywords?: FilterKeywords): unknown {
      return functions.file(path, { ...fileOptions(keywords), isSlim, origin }, placeOf(this));
    };
  for (const [name, isSlim] of Object.entries({ staticfile: false, slimfile: true })) {
    config.addLiquidFilter(name, fileWith(isSlim, 'value'));
    config.addNunjucksFilter(name, fileWith(isSlim, 'value'));
    config.addJavaScriptFunction(name, fileWith(isSlim, 'code'));
  }
  for (const [name, isSlim] of Object.entries({ staticall: false, slimall: true })) {
    config.addJavaScriptFunction(name, function (html: unknown) {
      return functions.all(String(html ?? ''), isSlim, placeOf(this));
    });
  }
  config.addJavaScriptFunction('inlinefile', function (path: unknown, keywords?: FilterKeywords) {
    const isSlim = keywords?.slim !== false;
    return functions.inline(path, { isSlim, origin: 'code' }, placeOf(this));
  });
  config.addJavaScriptFunction('slimcontent', function (text: unknown, kind?: unknown) {
    return functions.slimcontent(String(text ?? ''), kind, placeOf(this));
  });
}
