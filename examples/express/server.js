import { debugProxy } from 'nunjucks-staticfile';
import { createApp } from './app.js';
import { announce, startCdn } from './cdn.js';

const { HOST = '127.0.0.1', PORT = '3000', GUESTS } = process.env;
const { CDN, CDN_DEPLOY_MS, STATICFILE_DEBUG_PROXY } = process.env;

const fileProxy = STATICFILE_DEBUG_PROXY === '1' ? [debugProxy()] : [];
const cdn = CDN === 'off' ? undefined : await startCdn({ deployMs: Number(CDN_DEPLOY_MS ?? 8000) });
if (cdn) fileProxy.push(cdn.proxy);

const { app, environment } = createApp({ fileProxy, ...(GUESTS && { guestsFolder: GUESTS }) });
if (cdn) {
  environment.addGlobal('cdn', () => cdn.proxy.status());
  announce(cdn.proxy, (line) => console.log(line));
}

const server = app.listen(Number(PORT), HOST, (error) => {
  if (error) throw error;
  const { address, port, family } = server.address();
  const host = family === 'IPv6' ? `[${address}]` : address;
  console.log(`Slow Light is at http://${host}:${port}/`);
});
