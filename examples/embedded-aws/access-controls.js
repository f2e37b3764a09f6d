// Origin Access Controls: how a distribution proves to a bucket who it is.
import { randomBytes } from 'node:crypto';
import { AwsError } from './errors.js';

export class AccessControls {
  #controls = new Map();

  list() {
    const Items = [...this.#controls.values()].map(({ id, config }) => ({ Id: id, ...config }));
    return {
      document: {
        OriginAccessControlList: {
          IsTruncated: false,
          MaxItems: 100,
          Quantity: Items.length,
          ...(Items.length > 0 && { Items: { OriginAccessControlSummary: Items } }),
        },
      },
    };
  }

  has(id) {
    return this.#controls.has(id);
  }

  /** Makes one for a distribution of a test. */
  add(Name) {
    this.create({ Name, SigningBehavior: 'always', SigningProtocol: 'sigv4' });
    return [...this.#controls.keys()].at(-1);
  }

  get(id) {
    const control = this.#controls.get(id);
    if (control === undefined) throw new AwsError(404, 'NoSuchOriginAccessControl');
    return { document: documentOf(control), etag: 'E1' };
  }

  create(config) {
    const isTaken = [...this.#controls.values()].some((each) => each.config.Name === config.Name);
    if (isTaken) throw new AwsError(409, 'OriginAccessControlAlreadyExists', 'The name is taken.');
    const control = { id: `E${randomBytes(6).toString('hex').toUpperCase()}`, config };
    this.#controls.set(control.id, control);
    return { status: 201, document: documentOf(control), etag: 'E1' };
  }
}

function documentOf({ id, config }) {
  return { OriginAccessControl: { Id: id, OriginAccessControlConfig: config } };
}
