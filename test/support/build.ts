// Before any test, `dist/` is built where it is older than its sources: commands and workers come from it.
import { buildWhereOlder } from '../../scripts/setup.js';

export function mochaGlobalSetup(): void {
  buildWhereOlder(() => {});
}
