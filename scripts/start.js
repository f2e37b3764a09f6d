// `npm start`: installs and builds what is missing, then runs the example site.
import { root, say, setUp } from './setup.js';

setUp();
say('Starting the example site (examples/express)');
// in this process, so that the site ends with it
process.chdir(root);
await import('../examples/express/server.js');
