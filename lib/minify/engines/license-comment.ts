// Comments that stay in a minified script: licenses, and what old browsers read as code.

export const LICENSE_COMMENT: RegExp = /^!|@preserve|@license|@cc_on/i;
