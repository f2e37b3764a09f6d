// The stylesheets and scripts of others: installed before the first test that reads them.
import { installFixtures } from '../../scripts/fixtures.js';

/** Installs what `fixture` finds; to do so within a test would take more time than tests have. */
export function useFixtures(): void {
  before(function () {
    this.timeout(600_000);
    installFixtures();
  });
}
