// What the S3 server can do, operation by operation.
import { checkBucketPolicy } from './bucket-policy.js';
import { requireChecksum, verifyChecksums } from './checksums.js';
import { unpack } from './chunked-body.js';
import { AwsError } from './errors.js';
import { listObjects } from './s3-listing.js';
import { readObject } from './s3-reading.js';
import { sourceOf } from './s3-rights.js';
import { listOf, readXml, writeXml } from './xml.js';

const XML = { 'content-type': 'application/xml' };
/** Headers that are kept with an object. */
const KEPT = [
  'content-type',
  'cache-control',
  'content-encoding',
  'content-disposition',
  'content-language',
];

/** What a bucket may have besides objects: one document each. */
function documents(name, missing, check = () => {}) {
  const code = missing;
  return {
    get: ({ objects, bucket }) => {
      const body = objects.bucket(bucket)[name];
      if (body === undefined) throw new AwsError(404, code, 'There is none.');
      return { body, headers: XML };
    },
    put: ({ objects, bucket, body, request, account }) => {
      const known = objects.bucket(bucket);
      const { bytes, trailers } = unpack(body, request.headers);
      verifyChecksums(bytes, { ...request.headers, ...trailers });
      check(bytes.toString(), account.s3Arn(bucket), known.publicAccessBlock);
      known[name] = bytes.toString();
      return { status: name === 'policy' ? 204 : 200 };
    },
    delete: ({ objects, bucket }) => {
      delete objects.bucket(bucket)[name];
      return { status: 204 };
    },
  };
}

const policy = documents('policy', 'NoSuchBucketPolicy', checkBucketPolicy);
const access = documents('publicAccessBlock', 'NoSuchPublicAccessBlockConfiguration');
const ownership = documents('ownershipControls', 'OwnershipControlsNotFoundError');
const cors = documents('cors', 'NoSuchCORSConfiguration');

export const operations = {
  ListBuckets: ({ objects }) => {
    const Bucket = [...objects.buckets].map(([Name, { createdMs }]) => ({
      Name,
      CreationDate: new Date(createdMs).toISOString(),
    }));
    return xml({ ListAllMyBucketsResult: { Buckets: { Bucket } } });
  },
  CreateBucket: ({ objects, bucket, body, region }) => {
    const wanted = body.length > 0 ? readXml(body.toString()) : {};
    const constraint = wanted.CreateBucketConfiguration?.LocationConstraint;
    // the oldest region is the one that must not be named; from there all others can be
    const isUnknown = constraint === 'us-east-1';
    if (isUnknown || (region !== 'us-east-1' && constraint !== region)) {
      const code = isUnknown ? 'InvalidLocationConstraint' : 'IllegalLocationConstraintException';
      throw new AwsError(400, code, `The ${constraint} location constraint is not valid here.`);
    }
    objects.create(bucket, constraint);
    return { headers: { location: `/${bucket}` } };
  },
  DeleteBucket: ({ objects, bucket }) => {
    if (objects.bucket(bucket).objects.size > 0) throw new AwsError(409, 'BucketNotEmpty');
    objects.buckets.delete(bucket);
    return { status: 204 };
  },
  HeadBucket: ({ objects, bucket }) => ({
    headers: { 'x-amz-bucket-region': objects.bucket(bucket).region },
  }),
  GetBucketLocation: ({ objects, bucket }) => {
    const { region } = objects.bucket(bucket);
    return xml({ LocationConstraint: region === 'us-east-1' ? '' : region });
  },
  GetBucketPolicy: policy.get,
  PutBucketPolicy: policy.put,
  DeleteBucketPolicy: policy.delete,
  GetPublicAccessBlock: access.get,
  PutPublicAccessBlock: access.put,
  GetBucketOwnershipControls: ownership.get,
  PutBucketOwnershipControls: ownership.put,
  GetBucketCors: cors.get,
  PutBucketCors: cors.put,
  ListObjectsV2: (context) => xml(listObjects(context)),
  PutObject: ({ objects, bucket, key, request, body }) => {
    const { headers } = request;
    refuseAcl(headers);
    const { bytes, trailers } = unpack(body, headers);
    const checksums = verifyChecksums(bytes, { ...headers, ...trailers });
    const conditions = { ifNoneMatch: headers['if-none-match'], ifMatch: headers['if-match'] };
    const etag = objects.put(bucket, key, bytes, keptOf(headers), { ...conditions, checksums });
    return { headers: { etag, ...checksums } };
  },
  CopyObject: ({ objects, bucket, key, request }) => {
    const { headers: asked } = request;
    refuseAcl(asked);
    const [from, name] = sourceOf(asked);
    const { body, headers } = objects.get(from, name);
    const isNew = asked['x-amz-metadata-directive'] === 'REPLACE';
    if (!isNew && from === bucket && name === key) {
      throw new AwsError(400, 'InvalidRequest', 'A copy onto itself must change something.');
    }
    const ETag = objects.put(bucket, key, body, isNew ? keptOf(asked) : headers, {
      ifNoneMatch: asked['if-none-match'],
    });
    const LastModified = new Date(objects.get(bucket, key).lastModifiedMs).toISOString();
    return xml({ CopyObjectResult: { ETag, LastModified } });
  },
  GetObject: readObject,
  HeadObject: (context) => {
    const { status, headers, body } = readObject(context);
    return { status, headers: { ...headers, 'content-length': body.length } };
  },
  DeleteObject: ({ objects, bucket, key, request }) => {
    objects.remove(bucket, key, request.headers['if-match']);
    return { status: 204 };
  },
  DeleteObjects: ({ objects, bucket, account, may, request, body }) => {
    const { bytes, trailers } = unpack(body, request.headers);
    const headers = { ...request.headers, ...trailers };
    requireChecksum(headers);
    verifyChecksums(bytes, headers);
    const keys = listOf(readXml(bytes.toString()).Delete?.Object).map(({ Key }) => String(Key));
    if (keys.length === 0 || keys.length > 1000) throw new AwsError(400, 'MalformedXML');
    const mayDelete = (key) =>
      may({ action: 's3:DeleteObject', resource: account.s3Arn(bucket, key), key });
    const gone = keys.filter(mayDelete);
    for (const key of gone) objects.remove(bucket, key);
    const denied = keys
      .filter((key) => !gone.includes(key))
      .map((Key) => ({ Key, Code: 'AccessDenied', Message: 'Access Denied' }));
    return xml({ DeleteResult: { Deleted: gone.map((Key) => ({ Key })), Error: denied } });
  },
};

function xml(document) {
  return { headers: XML, body: writeXml(document) };
}

function keptOf(headers) {
  const kept = {};
  for (const [name, value] of Object.entries(headers)) {
    if (KEPT.includes(name) || name.startsWith('x-amz-meta-')) kept[name] = value;
  }
  const encoding = (kept['content-encoding'] ?? '').replace(/,?\s*aws-chunked\s*,?/, '');
  if (encoding === '') delete kept['content-encoding'];
  else kept['content-encoding'] = encoding;
  return kept;
}

/** Buckets that belong to their owner know no access lists. */
function refuseAcl(headers) {
  const acl = headers['x-amz-acl'];
  if (acl === undefined || acl === 'bucket-owner-full-control') return;
  throw new AwsError(400, 'AccessControlListNotSupported', 'The bucket does not allow ACLs');
}
