// Buckets and their objects, in memory.
import { createHash } from 'node:crypto';
import { AwsError } from './errors.js';

/** What every bucket has since April 2023. */
const DEFAULTS = {
  publicAccessBlock: settings('PublicAccessBlockConfiguration', [
    'BlockPublicAcls',
    'IgnorePublicAcls',
    'BlockPublicPolicy',
    'RestrictPublicBuckets',
  ]),
  ownershipControls:
    '<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>',
};

function settings(name, flags) {
  return `<${name}>${flags.map((each) => `<${each}>true</${each}>`).join('')}</${name}>`;
}

export class Objects {
  /** By name: `{ region, objects, policy, … }`. */
  buckets = new Map();
  #now;
  #region;

  constructor(now, region) {
    this.#now = now;
    this.#region = region;
  }

  /** Makes a bucket, as a test or CreateBucket does. */
  create(name, region = this.#region, isForeign = false) {
    const known = this.buckets.get(name);
    if (known?.isForeign) {
      throw new AwsError(409, 'BucketAlreadyExists', 'The requested bucket name is not available.');
    }
    if (known !== undefined) {
      throw new AwsError(409, 'BucketAlreadyOwnedByYou', 'You own this bucket already.');
    }
    const createdMs = this.#now();
    this.buckets.set(name, { region, isForeign, objects: new Map(), createdMs, ...DEFAULTS });
  }

  bucket(name) {
    const bucket = this.buckets.get(name);
    if (bucket === undefined) {
      throw new AwsError(404, 'NoSuchBucket', 'The specified bucket does not exist', {
        details: { BucketName: name },
      });
    }
    if (bucket.region === this.#region) return bucket;
    throw new AwsError(301, 'PermanentRedirect', 'The bucket must be addressed elsewhere.', {
      headers: { 'x-amz-bucket-region': bucket.region },
      details: { Endpoint: `${name}.s3.${bucket.region}.amazonaws.com`, Region: bucket.region },
    });
  }

  get(name, key) {
    const object = this.bucket(name).objects.get(key);
    if (object !== undefined) return object;
    throw new AwsError(404, 'NoSuchKey', 'The specified key does not exist.', {
      details: { Key: key },
    });
  }

  /** Writes an object, all at once, if the conditions of the request hold. */
  put(name, key, body, headers, { ifNoneMatch, ifMatch, checksums = {} } = {}) {
    const { objects } = this.bucket(name);
    const known = objects.get(key);
    if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
      throw new AwsError(501, 'NotImplemented', 'If-None-Match of a write can be * only.');
    }
    this.#check(known, ifNoneMatch, ifMatch);
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    // S3 tells times in whole seconds
    const lastModifiedMs = Math.floor(this.#now() / 1000) * 1000;
    objects.set(key, { body, headers, etag, lastModifiedMs, checksums });
    return etag;
  }

  remove(name, key, ifMatch) {
    const { objects } = this.bucket(name);
    const known = objects.get(key);
    if (ifMatch !== undefined) this.#check(known, undefined, ifMatch);
    objects.delete(key);
  }

  #check(known, ifNoneMatch, ifMatch) {
    const isBroken =
      (ifNoneMatch === '*' && known !== undefined) ||
      (ifMatch !== undefined && known !== undefined && ifMatch !== known.etag);
    if (isBroken) throw new AwsError(412, 'PreconditionFailed', 'A precondition did not hold');
    if (ifMatch !== undefined && known === undefined) {
      throw new AwsError(404, 'NoSuchKey', 'The specified key does not exist.');
    }
  }
}
