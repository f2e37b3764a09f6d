declare module '@11ty/nunjucks' {
  import nunjucks from 'nunjucks';
  export default nunjucks;
}

declare module '*/scripts/setup.js' {
  /** Installs and builds what is missing. */
  export function setUp(options?: { isQuiet?: boolean }): void;
}
