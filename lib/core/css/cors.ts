// Which references of a sheet browsers fetch under CORS.

/** Properties whose pictures are (CSS Masking, Shapes, Filter Effects). */
const CORS_PROPERTY =
  /^(?:-webkit-)?(?:mask(?:-.*)?|shape-outside|clip-path|filter|backdrop-filter)$/;

/**
 * Checks whether a reference may be. Where a custom property is used can't be seen from its place.
 *
 * @param property - That of the declaration that it stands in; `''` where it stands in none.
 */
export function mayNeedCors(property: string, value: string): boolean {
  return property.startsWith('--') || CORS_PROPERTY.test(property) || value.includes('#');
}
