// What a reference's property tells of it: whether browsers fetch it under CORS, and from where it is resolved.
import type { Reference } from '../references.ts';

/** Properties whose pictures are (CSS Masking, Shapes, Filter Effects). */
const CORS_PROPERTY =
  /^(?:-webkit-)?(?:mask(?:-.*)?|shape-outside|clip-path|filter|backdrop-filter)$/;

/** What custom properties hold is resolved where it is used, which can't be seen from its place (CSS Variables, 3). */
const CUSTOM_PROPERTY = /^(?:--|initial-value$)/;

/** @param property - That of the declaration that a reference stands in; `''` where it stands in none. */
export function traitsOf(
  property: string,
  value: string,
): Pick<Reference, 'needsCors' | 'isUsedElsewhere'> {
  const isUsedElsewhere = CUSTOM_PROPERTY.test(property);
  const needsCors = isUsedElsewhere || CORS_PROPERTY.test(property) || value.includes('#');
  return { ...(needsCors && { needsCors }), ...(isUsedElsewhere && { isUsedElsewhere }) };
}
