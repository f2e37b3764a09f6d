// `npm test`: installs and builds what is missing, then runs all tests.
import { runBinary, say, setUp } from './setup.js';

setUp();
say('Running the tests (mocha)');
runBinary('mocha/bin/mocha.js', process.argv.slice(2));
