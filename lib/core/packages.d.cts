// Types of packages.cjs.

import type * as Zlib from 'node:zlib';
import type Remapping from '@jridgewell/remapping' with { 'resolution-mode': 'import' };
import type * as Codec from '@jridgewell/sourcemap-codec' with { 'resolution-mode': 'import' };
import type * as Acorn from 'acorn' with { 'resolution-mode': 'import' };
import type * as Tokenizer from 'css-tree/tokenizer' with { 'resolution-mode': 'import' };
import type * as Words from 'css-tree/utils' with { 'resolution-mode': 'import' };
import type * as Lexer from 'es-module-lexer/js' with { 'resolution-mode': 'import' };
import type * as EslintScope from 'eslint-scope' with { 'resolution-mode': 'import' };
import type JsTokens from 'js-tokens' with { 'resolution-mode': 'import' };
import type Leven from 'leven' with { 'resolution-mode': 'import' };
import type * as Lru from 'lru-cache' with { 'resolution-mode': 'import' };
import type * as MimeTypes from 'mime-types' with { 'resolution-mode': 'import' };
import type Negotiator from 'negotiator' with { 'resolution-mode': 'import' };
import type * as Parse5 from 'parse5' with { 'resolution-mode': 'import' };
import type Picomatch from 'picomatch' with { 'resolution-mode': 'import' };
import type * as ProxyAgent from 'proxy-agent' with { 'resolution-mode': 'import' };
import type Send from 'send' with { 'resolution-mode': 'import' };
import type * as Srvx from 'srvx/node' with { 'resolution-mode': 'import' };
import type * as Tinyglobby from 'tinyglobby' with { 'resolution-mode': 'import' };

export const acorn: () => typeof Acorn;
export const codec: () => typeof Codec;
export const cssTokenizer: () => typeof Tokenizer;
/** Reads and writes names, strings and urls with their escapes. */
export const cssWords: () => typeof Words;
export const eslintScope: () => typeof EslintScope;
export const jsTokens: () => typeof JsTokens;
export const leven: () => typeof Leven;
export const lexer: () => typeof Lexer;
export const lru: () => typeof Lru;
export const mimeTypes: () => typeof MimeTypes;
export const negotiator: () => typeof Negotiator;
export const parse5: () => typeof Parse5;
export const picomatch: () => typeof Picomatch;
/** Returns the error where it is not installed. */
export const proxyAgent: () => typeof ProxyAgent | Error;
export const remapping: () => typeof Remapping;
export const send: () => typeof Send;
export const srvx: () => typeof Srvx;
export const tinyglobby: () => typeof Tinyglobby;
export const zlib: () => typeof Zlib;
export function findWorker(name: 'copy' | 'minify' | 'upload'): string | undefined;
export const WORKER_MISSING: string;
export const filePath: string | undefined;
export const engines: Readonly<Record<string, () => unknown>>;
export const descriptions: Readonly<Record<string, () => Record<string, unknown>>>;
export function resolveEngine(name: string): string;
