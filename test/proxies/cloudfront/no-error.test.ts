// What users' clients and providers of credentials throw need not be an error.
import assert from 'node:assert/strict';
import { toCredentialsFailure, toFailure } from '../../../lib/proxies/cloudfront/failures.ts';

describe('a failure of a client that throws', () => {
  for (const thrown of [null, undefined, 0, 'no', Symbol('no'), {}, Object.create(null)]) {
    it(`${typeof thrown} ${JSON.stringify(thrown)} has a sentence`, () => {
      const failure = toFailure(thrown, { permission: 's3:PutObject', bucket: 'b' });
      assert.match(failure.message, /s3:PutObject|"b"/);
      assert.match(toCredentialsFailure(thrown).message, /credentials/i);
    });
  }
});
