// What other asset pipelines expect where several files or several steps meet.
import assert from 'node:assert/strict';
import { useServers } from '../support/http.ts';
import { type Case, type Replay, readCases } from './support/cases.ts';
import { changeReplays } from './support/change.ts';
import { contentReplays } from './support/content.ts';
import { safetyReplays } from './support/safety.ts';

const JAVASCRIPT_MAPS = 'source maps of scripts are not rewritten yet';
const CLEAN_UP = 'old outputs are not cleaned up yet';

/** Cases that are not replayed, and why. */
const leftOut: Readonly<Record<string, string>> = {
  'missing-strict-message': 'there is no build with a strict mode yet',
  'manifest-order': 'there is no manifest yet',
  'js-sourcemap-line': JAVASCRIPT_MAPS,
  'js-sourcemap-trailing-ws': JAVASCRIPT_MAPS,
  'js-sourcemap-missing': JAVASCRIPT_MAPS,
  'map-file-shares-hash': JAVASCRIPT_MAPS,
  'clean-keep-and-age': CLEAN_UP,
  'clean-phoenix-rule': CLEAN_UP,
  'clean-never-current': CLEAN_UP,
  'clean-compressed-siblings': CLEAN_UP,
};

describe('conformance cases of several files', () => {
  const servers = useServers();
  const replays: Readonly<Record<string, Replay>> = {
    ...changeReplays,
    ...contentReplays,
    ...safetyReplays(servers),
  };
  let cases: Case[] = [];

  before(function () {
    const found = readCases();
    if (found === undefined) {
      process.stderr.write('skipped: conformance cases: "../shared/conformance" is not there\n');
      this.skip();
    }
    cases = found;
  });

  it('are all replayed or left out for a reason', () => {
    const known = [...Object.keys(replays), ...Object.keys(leftOut)].sort();
    assert.deepEqual(cases.map(({ id }) => id).sort(), known);
  });

  for (const [id, replay] of Object.entries(replays)) {
    it(`hold: ${id}`, async () => {
      const given = cases.find((each) => each.id === id);
      assert.ok(given, `No case "${id}".`);
      await replay(given);
    });
  }
});
