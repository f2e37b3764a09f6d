// createStaticfiles for tests: STATICFILE_TEST_CONVERSION is the default of `conversion`; outputs lie beside their sources, nothing is remembered beyond the
// instance, and no output ends with the name of its source map, unless a test asks for it.
import {
  createStaticfiles as create,
  type Staticfiles,
  type StaticfilesOptions,
} from '../../lib/index.ts';

export function createStaticfiles(
  options: StaticfilesOptions,
  system?: Parameters<typeof create>[1],
): Staticfiles {
  const defaults = { outDir: false, cacheDir: false, sourceMap: false } as const;
  return create({ ...defaults, ...conversionByDefault(), ...options }, system);
}

/** Reads how files are minified where a test does not say it. */
function conversionByDefault(): Pick<StaticfilesOptions, 'conversion'> {
  const conversion = process.env['STATICFILE_TEST_CONVERSION'];
  return conversion === undefined ? {} : { conversion: conversion as 'background' | 'inline' };
}
