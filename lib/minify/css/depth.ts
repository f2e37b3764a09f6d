// How deeply a sheet is nested, read off its tokens: engines would recurse.
import { eachCssToken } from '../../core/css/tokens.ts';
import { CssNesting } from './nesting.ts';

/** Sheets of people nest some ten levels. */
const MOST_NESTED = 200;

/** Checks whether a sheet is nested more deeply than engines can be trusted with. */
export function isSheetTooDeep(sheet: string): boolean {
  const nesting = new CssNesting();
  let most = 0;
  eachCssToken(sheet, (type) => {
    nesting.close(type);
    nesting.open(type, '');
    most = Math.max(most, nesting.depth);
  });
  return most > MOST_NESTED;
}
