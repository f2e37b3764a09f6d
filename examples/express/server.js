import { chain, debugProxy, identityProxy } from 'nunjucks-staticfile';
import { createApp } from './app.js';

const { HOST = '127.0.0.1', PORT = '3000', STATICFILE_DEBUG_PROXY } = process.env;

const options = {};
if (STATICFILE_DEBUG_PROXY === '1') options.fileProxy = chain(debugProxy(), identityProxy());

const { app } = createApp(options);

const server = app.listen(Number(PORT), HOST, (error) => {
  if (error) throw error;
  const { address, port, family } = server.address();
  const host = family === 'IPv6' ? `[${address}]` : address;
  console.log(`Slow Light is at http://${host}:${port}/`);
});
