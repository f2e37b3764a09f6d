// Whether a bucket's policy lets a distribution read it.

/** Tells what a policy allows to a distribution: `s3:GetObject`, `s3:ListBucket`. */
export function allows(policyText, bucket, arn, action) {
  if (policyText === undefined) return false;
  const resource = action === 's3:ListBucket' ? bucket : `${bucket}/*`;
  const statements = [JSON.parse(policyText).Statement].flat();
  return statements.some(({ Effect, Principal, Action, Resource, Condition }) => {
    const source = Condition?.StringEquals?.['AWS:SourceArn'];
    return (
      Effect === 'Allow' &&
      [Principal?.Service].flat().includes('cloudfront.amazonaws.com') &&
      [Action].flat().some((each) => each === action || each === 's3:*') &&
      [Resource].flat().includes(`arn:aws:s3:::${resource}`) &&
      (source === undefined || [source].flat().includes(arn))
    );
  });
}
