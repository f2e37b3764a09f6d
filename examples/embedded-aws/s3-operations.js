// What the S3 server can do, operation by operation.
import { unpack, verifyChecksums } from './chunked-body.js';
import { AwsError } from './errors.js';
import { listObjects } from './s3-listing.js';
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
function documents(name, missing) {
  const code = missing;
  return {
    get: ({ objects, bucket }) => {
      const body = objects.bucket(bucket)[name];
      if (body === undefined) throw new AwsError(404, code, 'There is none.');
      return { body, headers: XML };
    },
    put: ({ objects, bucket, body, request }) => {
      objects.bucket(bucket)[name] = unpack(body, request.headers).bytes.toString();
      return { status: 204 };
    },
    delete: ({ objects, bucket }) => {
      delete objects.bucket(bucket)[name];
      return { status: 204 };
    },
  };
}

const policy = documents('policy', 'NoSuchBucketPolicy');
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
  CreateBucket: ({ objects, bucket, body }) => {
    const wanted = body.length > 0 ? readXml(body.toString()) : {};
    objects.create(bucket, wanted.CreateBucketConfiguration?.LocationConstraint);
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
    const ifNoneMatch = headers['if-none-match'];
    const ifMatch = headers['if-match'];
    const etag = objects.put(bucket, key, bytes, keptOf(headers), { ifNoneMatch, ifMatch });
    return { headers: { etag, ...checksums } };
  },
  CopyObject: ({ objects, bucket, key, request }) => {
    const source = decodeURIComponent(request.headers['x-amz-copy-source']).replace(/^\//, '');
    const at = source.indexOf('/');
    const { body, headers } = objects.get(source.slice(0, at), source.slice(at + 1));
    const isNew = request.headers['x-amz-metadata-directive'] === 'REPLACE';
    const ETag = objects.put(bucket, key, body, isNew ? keptOf(request.headers) : headers);
    return xml({ CopyObjectResult: { ETag } });
  },
  GetObject: ({ objects, bucket, key, request }) => {
    const { body, headers, etag, lastModifiedMs } = objects.get(bucket, key);
    const about = { ...headers, etag, 'last-modified': new Date(lastModifiedMs).toUTCString() };
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    if (first === undefined) return { headers: about, body };
    const end = last === '' ? body.length - 1 : Math.min(Number(last), body.length - 1);
    const range = `bytes ${first}-${end}/${body.length}`;
    const part = body.subarray(Number(first), end + 1);
    return { status: 206, headers: { ...about, 'content-range': range }, body: part };
  },
  HeadObject: ({ objects, bucket, key }) => {
    const { body, headers, etag, lastModifiedMs } = objects.get(bucket, key);
    const modified = new Date(lastModifiedMs).toUTCString();
    return {
      headers: { ...headers, etag, 'last-modified': modified, 'content-length': body.length },
    };
  },
  DeleteObject: ({ objects, bucket, key, request }) => {
    objects.remove(bucket, key, request.headers['if-match']);
    return { status: 204 };
  },
  DeleteObjects: ({ objects, bucket, request, body }) => {
    const { bytes } = unpack(body, request.headers);
    verifyChecksums(bytes, request.headers);
    const wanted = listOf(readXml(bytes.toString()).Delete?.Object);
    for (const { Key } of wanted) objects.remove(bucket, String(Key));
    return xml({ DeleteResult: { Deleted: wanted.map(({ Key }) => ({ Key })) } });
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
