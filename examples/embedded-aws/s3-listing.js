// Listings: pages, prefixes, delimiters (ListObjectsV2).

const MOST_KEYS = 1000;

export function listObjects({ objects, bucket, query }) {
  const all = objects.bucket(bucket).objects;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const mostKeys = Math.min(MOST_KEYS, Number(query.get('max-keys') ?? MOST_KEYS));
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : fromToken(token);
  const encode = query.get('encoding-type') === 'url' ? encodeURIComponent : (text) => text;
  // by bytes, as S3 does it
  const keys = [...all.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const Contents = [];
  const prefixes = new Set();
  let last = '';
  let IsTruncated = false;
  for (const key of keys) {
    if (!key.startsWith(prefix) || key <= after) continue;
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = at < 0 ? undefined : key.slice(0, at + delimiter.length);
    if (common !== undefined && (prefixes.has(common) || common <= after)) continue;
    if (Contents.length + prefixes.size >= mostKeys) {
      IsTruncated = true;
      break;
    }
    last = common ?? key;
    if (common === undefined) Contents.push(entryOf(encode(key), all.get(key)));
    else prefixes.add(common);
  }
  return {
    ListBucketResult: {
      Name: bucket,
      Prefix: encode(prefix),
      MaxKeys: mostKeys,
      KeyCount: Contents.length + prefixes.size,
      IsTruncated,
      ...(IsTruncated && { NextContinuationToken: toToken(last) }),
      Contents,
      CommonPrefixes: [...prefixes].map((each) => ({ Prefix: encode(each) })),
    },
  };
}

function entryOf(Key, { body, etag, lastModifiedMs }) {
  const LastModified = new Date(lastModifiedMs).toISOString();
  return { Key, LastModified, ETag: etag, Size: body.length, StorageClass: 'STANDARD' };
}

function toToken(key) {
  return Buffer.from(key).toString('base64');
}

function fromToken(token) {
  return Buffer.from(token, 'base64').toString();
}
