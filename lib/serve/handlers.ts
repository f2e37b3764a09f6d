// What hosts are given of an instance: handlers for requests, and the status page.
import { keepAlive } from '../core/keep-alive.ts';
import type { Reporter } from '../core/report.ts';
import type { PublicUrls } from '../proxies/public-urls.ts';
import { createFetchHandler, type FetchHandler } from './fetch-handler.ts';
import { createMiddleware, type FileSource, type Middleware } from './middleware.ts';
import { createRequestedPaths } from './requested-paths.ts';
import { createStatusPage, createStatusReport, type StatusPageOptions } from './status-page.ts';

export interface HandlersOptions {
  readonly requestedFiles: FileSource;
  /** Is told that this process serves. */
  readonly conversionMode: { serve(): void };
  readonly publicUrls: PublicUrls;
  readonly reporter: Reporter;
  readonly nosniff: boolean;
  readonly mediaUrl: string;
  readonly namePrefix: string;
  readonly isProduction: boolean;
}

export interface Handlers {
  readonly middleware: () => Middleware;
  readonly handle: FetchHandler;
  readonly statusPage: (options?: StatusPageOptions) => Middleware;
}

/** Returns them; the first call of one that serves files says that this process serves. */
export function createHandlers(options: HandlersOptions): Handlers {
  const { requestedFiles: files, conversionMode, nosniff, isProduction } = options;
  const serving = { nosniff, pathsOf: createRequestedPaths(options) };
  const handle = createFetchHandler(files, serving);
  const status = { report: createStatusReport(options), isOpen: !isProduction };
  return {
    middleware: () => {
      conversionMode.serve();
      return createMiddleware(files, serving);
    },
    handle: (request) => {
      conversionMode.serve();
      return keepAlive(handle(request));
    },
    statusPage: (statusOptions) => createStatusPage(status, statusOptions),
  };
}
