// `npm test`: installs and builds what is missing, then runs all tests, or those of the files named.
import { runBinary, say, setUp } from './setup.js';

setUp();
say('Running the tests (mocha)');
const named = process.argv.slice(2);
runBinary('mocha/bin/mocha.js', named.length > 0 ? named : ['test/**/*.test.ts']);
