// The least that somebody must be allowed to do, as IAM policies.
import { s3Arn } from './partitions.ts';
import { permissionsOf, type Scope, type Who } from './permissions.ts';

export interface PolicyPlace {
  readonly bucket: string;
  readonly prefix: string;
  readonly region: string | undefined;
  /** Absent where the status of no distribution is asked for, or where it is not made yet. */
  readonly distributionArn: string | undefined;
}

/** Returns the policy of a server, of set-up, or of what pruning needs besides. */
export function policyFor(who: Who, place: PolicyPlace): object {
  const Statement = STATEMENTS.flatMap(([scope, Sid, restrict]) => {
    const Action = permissionsOf(who, scope);
    const restricted = restrict(place, who);
    return Action.length === 0 || restricted === undefined
      ? []
      : [{ Sid, Effect: 'Allow', Action, ...restricted }];
  });
  return { Version: '2012-10-17', Statement };
}

type Restrict = (place: PolicyPlace, who: Who) => object | undefined;

const STATEMENTS: readonly (readonly [Scope, string, Restrict])[] = [
  ['objects', 'Objects', ({ region, bucket, prefix }) => on(s3Arn(region, bucket, `${prefix}*`))],
  [
    'listing',
    'List',
    ({ region, bucket, prefix }, who) => ({
      ...on(s3Arn(region, bucket)),
      // whether there is a bucket is asked without a prefix
      ...(who !== 'setup' && { Condition: { StringLike: { 's3:prefix': [`${prefix}*`] } } }),
    }),
  ],
  ['bucket', 'Bucket', ({ region, bucket }) => on(s3Arn(region, bucket))],
  [
    'distribution',
    'Distribution',
    ({ distributionArn }, who) =>
      // what is made only now has no ARN that a policy could name
      on(who === 'setup' ? (distributionArn ?? '*') : distributionArn),
  ],
  ['account', 'Account', () => on('*')],
];

function on(Resource: string | undefined): object | undefined {
  return Resource === undefined ? undefined : { Resource };
}
