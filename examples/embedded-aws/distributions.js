// Distributions: made once per caller reference, deployed after a while.
import { randomBytes } from 'node:crypto';
import { readableBy } from './bucket-policy.js';
import { checkConfig, configFor } from './distribution-config.js';
import { listPage } from './distribution-list.js';
import { AwsError } from './errors.js';
import { listOf } from './xml.js';

export class Distributions {
  #parts;
  #all = new Map();
  /** A reference that was used once stays used, though its distribution is deleted. */
  #references = new Map();

  constructor(parts) {
    this.#parts = parts;
  }

  /** Makes a distribution that may read a bucket, as tests need it. */
  async add(description) {
    const { bucket, isDeployed = true, hasPolicy = true, hasAccessControl = true } = description;
    const { objects, account, accessControls } = this.#parts;
    if (!objects.buckets.has(bucket)) objects.create(bucket);
    const { region } = objects.buckets.get(bucket);
    const host = `${bucket}.s3.${region}.${account.hostSuffix}`;
    const reference = randomBytes(6).toString('hex');
    const control = hasAccessControl ? accessControls.add(`for ${reference}`) : '';
    const distribution = this.#record(configFor(description, host, control, reference));
    if (isDeployed) this.deploy(distribution.id);
    await this.#open(distribution);
    if (hasPolicy) this.#allow(bucket, distribution.arn);
    const { id, domain, arn } = distribution;
    return { id, domain, arn };
  }

  /** Changes the configuration of a distribution, and deploys it at once. */
  change(id, change) {
    const distribution = this.#find(id);
    this.#begin(distribution, change(structuredClone(distribution.config)));
    this.deploy(id);
  }

  /** Deletes a distribution as somebody does who has disabled it first. */
  drop(id) {
    this.#find(id).isDeleted = true;
    this.#all.delete(id);
  }

  deploy(id) {
    const distribution = this.#find(id);
    distribution.deployedAtMs = this.#parts.now();
    distribution.isDeployed();
  }

  async create(config) {
    this.#check(config);
    const known = this.#references.get(config.CallerReference);
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
    const answer = this.get(distribution.id);
    return {
      status: 201,
      ...answer,
      headers: { location: `/2020-05-31/distribution/${distribution.id}` },
    };
  }

  list(query) {
    return listPage([...this.#all.keys()], query, (id) => this.#summaryOf(this.#find(id)));
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
    this.#check(config, id);
    if (config.CallerReference !== distribution.config.CallerReference) {
      throw new AwsError(400, 'IllegalUpdate', 'The caller reference can not be changed.');
    }
    distribution.isDeployed();
    this.#begin(distribution, config);
    return this.get(id);
  }

  remove(id, ifMatch) {
    const distribution = this.#find(id);
    checkTag(distribution, ifMatch);
    const isGoing =
      distribution.config.Enabled === 'false' && this.#parts.now() >= distribution.deployedAtMs;
    if (!isGoing) {
      const what = 'The distribution you are trying to delete has not been disabled.';
      throw new AwsError(409, 'DistributionNotDisabled', what);
    }
    this.drop(id);
    return { status: 204 };
  }

  #check(config, id) {
    const { accessControls } = this.#parts;
    const others = [...this.#all.values()].filter((each) => each.id !== id);
    checkConfig(config, {
      hasAccessControl: (control) => accessControls.has(control),
      isAliasTaken: (alias) =>
        others.some((each) => listOf(each.config.Aliases?.Items?.CNAME).includes(alias)),
    });
  }

  #record(config) {
    const id = `E${randomBytes(7).toString('hex').toUpperCase().slice(0, 13)}`;
    const { now, account } = this.#parts;
    const distribution = {
      id,
      arn: account.distributionArn(id),
      isDeleted: false,
      /** What the edges know; nothing at first. */
      deployed: undefined,
      isDeployed() {
        if (now() >= this.deployedAtMs) this.deployed = this.config;
        return this.deployed !== undefined;
      },
    };
    this.#begin(distribution, config);
    this.#all.set(id, distribution);
    this.#references.set(config.CallerReference, distribution);
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

  #identityOf(distribution) {
    const { id, arn, domain, changedMs } = distribution;
    return {
      Id: id,
      ARN: arn,
      Status: this.#parts.now() >= distribution.deployedAtMs ? 'Deployed' : 'InProgress',
      LastModifiedTime: new Date(changedMs).toISOString(),
      InProgressInvalidationBatches: 0,
      DomainName: domain,
    };
  }

  #summaryOf(distribution) {
    const { CallerReference: _, ...summary } = distribution.config;
    return { ...this.#identityOf(distribution), ...summary };
  }

  #allow(bucket, arn) {
    const { objects, account } = this.#parts;
    const statement = readableBy(account.s3Arn(bucket, '*'), arn);
    const known = objects.buckets.get(bucket);
    const before = known.policy === undefined ? [] : JSON.parse(known.policy).Statement;
    known.policy = JSON.stringify({ Version: '2012-10-17', Statement: [...before, statement] });
  }
}

function checkTag({ etag }, ifMatch) {
  if (ifMatch === undefined) throw new AwsError(400, 'InvalidIfMatchVersion');
  if (ifMatch !== etag) throw new AwsError(412, 'PreconditionFailed', 'Another change came first.');
}
