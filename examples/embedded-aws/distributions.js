// Distributions: made once per caller reference, deployed after a while.
import { randomBytes } from 'node:crypto';
import { AwsError } from './errors.js';
import { listOf } from './xml.js';

export class Distributions {
  #parts;
  #all = new Map();

  constructor(parts) {
    this.#parts = parts;
  }

  /** Makes a distribution that may read a bucket, as tests need it. */
  async add({ bucket, comment = '', isDeployed = true, errorCachingSeconds, hasCors = false }) {
    const errors = errorCachingSeconds === undefined ? [] : [403, 404];
    const distribution = this.#record({
      CallerReference: randomBytes(6).toString('hex'),
      Comment: comment,
      Enabled: 'true',
      Origins: { Quantity: 1, Items: { Origin: { DomainName: `${bucket}.s3.amazonaws.com` } } },
      DefaultCacheBehavior: {
        ...(hasCors && { ResponseHeadersPolicyId: 'e61eb60c-9c35-4d20-a928-2b84e02af89c' }),
      },
      CustomErrorResponses: {
        Quantity: errors.length,
        Items: {
          CustomErrorResponse: errors.map((ErrorCode) => ({
            ErrorCode,
            ErrorCachingMinTTL: errorCachingSeconds,
          })),
        },
      },
    });
    if (isDeployed) this.deploy(distribution.id);
    await this.#open(distribution);
    this.#allow(bucket, distribution.arn);
    const { id, domain, arn } = distribution;
    return { id, domain, arn };
  }

  deploy(id) {
    const distribution = this.#find(id);
    distribution.deployedAtMs = this.#parts.now();
  }

  async create(config) {
    const known = [...this.#all.values()].find(
      (each) => each.config.CallerReference === config.CallerReference,
    );
    if (known !== undefined) {
      await known.opened;
      throw new AwsError(
        409,
        'DistributionAlreadyExists',
        `The caller reference that you are using to create a distribution is associated with another distribution. Already exists: ${known.id}`,
      );
    }
    const distribution = this.#record(config);
    await this.#open(distribution);
    return { status: 201, ...this.get(distribution.id) };
  }

  list(query) {
    const mostItems = Number(query.get('MaxItems') ?? 100);
    const ids = [...this.#all.keys()];
    const marker = query.get('Marker') ?? '';
    const from = marker === '' ? 0 : ids.indexOf(marker) + 1;
    const page = ids.slice(from, from + mostItems);
    const isTruncated = from + page.length < ids.length;
    const items = page.map((id) => this.#summaryOf(this.#find(id)));
    return {
      document: {
        DistributionList: {
          Marker: marker,
          MaxItems: mostItems,
          IsTruncated: isTruncated,
          ...(isTruncated && { NextMarker: page.at(-1) }),
          Quantity: items.length,
          ...(items.length > 0 && { Items: { DistributionSummary: items } }),
        },
      },
    };
  }

  get(id) {
    const distribution = this.#find(id);
    const { config, etag } = distribution;
    const summary = this.#identityOf(distribution);
    return { document: { Distribution: { ...summary, DistributionConfig: config } }, etag };
  }

  config(id) {
    const { config, etag } = this.#find(id);
    return { document: { DistributionConfig: config }, etag };
  }

  /** The old configuration goes on until the new one is deployed. */
  update(id, config, ifMatch) {
    const distribution = this.#find(id);
    checkTag(distribution, ifMatch);
    distribution.isDeployed();
    this.#begin(distribution, config);
    return this.get(id);
  }

  remove(id, ifMatch) {
    const distribution = this.#find(id);
    checkTag(distribution, ifMatch);
    if (distribution.config.Enabled === 'true') throw new AwsError(409, 'DistributionNotDisabled');
    this.#all.delete(id);
    return { status: 204 };
  }

  #record(config) {
    const id = `E${randomBytes(7).toString('hex').toUpperCase().slice(0, 13)}`;
    const { now } = this.#parts;
    const distribution = {
      id,
      arn: `arn:aws:cloudfront::123456789012:distribution/${id}`,
      bucket: bucketOf(config),
      /** What the edges know; nothing at first. */
      deployed: undefined,
      isDeployed() {
        if (now() >= this.deployedAtMs) this.deployed = deployedOf(this.config);
        return this.deployed !== undefined;
      },
    };
    this.#begin(distribution, config);
    this.#all.set(id, distribution);
    return distribution;
  }

  async #open(distribution) {
    distribution.opened = this.#parts.edges.open(distribution);
    distribution.domain = await distribution.opened;
  }

  #begin(distribution, config) {
    const { now, deployMs } = this.#parts;
    distribution.config = config;
    distribution.etag = `E${randomBytes(6).toString('hex').toUpperCase()}`;
    distribution.changedMs = now();
    distribution.deployedAtMs = now() + deployMs;
  }

  #find(id) {
    const distribution = this.#all.get(id);
    if (distribution === undefined) {
      throw new AwsError(404, 'NoSuchDistribution', 'The specified distribution does not exist.');
    }
    return distribution;
  }

  #identityOf({ id, arn, domain, changedMs, deployedAtMs }) {
    return {
      Id: id,
      ARN: arn,
      Status: this.#parts.now() >= deployedAtMs ? 'Deployed' : 'InProgress',
      LastModifiedTime: new Date(changedMs).toISOString(),
      InProgressInvalidationBatches: 0,
      DomainName: domain,
    };
  }

  #summaryOf(distribution) {
    const { Comment, Enabled, Origins } = distribution.config;
    return { ...this.#identityOf(distribution), Comment, Enabled, Origins };
  }

  #allow(bucket, arn) {
    const { objects } = this.#parts;
    if (!objects.buckets.has(bucket)) objects.create(bucket);
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${bucket}/*`,
      Condition: { StringEquals: { 'AWS:SourceArn': arn } },
    };
    const known = objects.buckets.get(bucket);
    const before = known.policy === undefined ? [] : JSON.parse(known.policy).Statement;
    known.policy = JSON.stringify({ Version: '2012-10-17', Statement: [...before, statement] });
  }
}

function checkTag({ etag }, ifMatch) {
  if (ifMatch === undefined) throw new AwsError(400, 'InvalidIfMatchVersion');
  if (ifMatch !== etag) throw new AwsError(412, 'PreconditionFailed', 'Another change came first.');
}

function bucketOf(config) {
  const [origin] = listOf(config.Origins?.Items?.Origin);
  return String(origin?.DomainName ?? '').replace(/\.s3[.-].*$/, '');
}

function deployedOf(config) {
  const responses = listOf(config.CustomErrorResponses?.Items?.CustomErrorResponse);
  return { DefaultCacheBehavior: config.DefaultCacheBehavior, CustomErrorResponses: responses };
}
