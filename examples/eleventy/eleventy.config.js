import syntaxHighlight from '@11ty/eleventy-plugin-syntaxhighlight';
import staticfile from 'nunjucks-staticfile/eleventy';
import { startCdn } from './cdn.js';

export default async function configure(eleventyConfig) {
  eleventyConfig.addPlugin(syntaxHighlight);
  eleventyConfig.addPlugin(staticfile, {
    roots: 'public',
    cacheDir: '.static-cache',
    // the identity, unless there is a CDN
    fileProxy: process.env.STATICFILE_CDN === '1' ? await startCdn() : undefined,
  });
  eleventyConfig.addFilter('day', (date) => date.toISOString().slice(0, 10));
  return {
    dir: { input: 'content', output: '_site' },
    markdownTemplateEngine: 'njk',
  };
}
