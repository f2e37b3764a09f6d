// A message is said once for each subject, where the site's logger or stderr hears it.
import assert from 'node:assert/strict';
import { Reporter, stderrLogger } from '../../lib/core/report.ts';
import { collectLog } from '../support/log.ts';

describe('Reporter', () => {
  it('warns once about a subject', () => {
    const log = collectLog();
    const reporter = new Reporter(log);
    reporter.warnOnce('a', 'first');
    reporter.warnOnce('a', 'second');
    reporter.warnOnce('b', 'third');
    reporter.warnOnce('a', 'fourth');
    assert.deepEqual(log.warnings, ['first', 'third']);
  });

  it('remembers subjects for itself alone', () => {
    const log = collectLog();
    new Reporter(log).warnOnce('a', 'first');
    new Reporter(log).warnOnce('a', 'second');
    assert.deepEqual(log.warnings, ['first', 'second']);
  });

  it('still warns about new subjects after very many', () => {
    const log = collectLog();
    const reporter = new Reporter(log);
    for (let at = 0; at < 25_000; at += 1) reporter.warnOnce(`subject ${at}`, `message ${at}`);
    assert.equal(log.warnings.length, 25_000);
  });
});

describe('stderrLogger', () => {
  it('writes warnings and errors, and nothing else', () => {
    const written: string[] = [];
    const logger = stderrLogger((text) => written.push(text));
    logger.debug('a');
    logger.info('b');
    logger.warn('c');
    logger.error('d');
    assert.deepEqual(written, ['nunjucks-staticfile: c\n', 'nunjucks-staticfile: d\n']);
  });
});
