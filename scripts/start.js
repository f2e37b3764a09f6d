// `npm start`: installs and builds what is missing, then runs the example site.
import { run, say, setUp } from './setup.js';

setUp();
say('Starting the example site (examples/express)');
run(process.execPath, ['examples/express/server.js', ...process.argv.slice(2)]);
