// A combination that can't be made as it was asked for still gives a URL that answers.
import assert from 'node:assert/strict';
import { diskError, refuse } from '../support/disk.ts';
import { useServers } from '../support/http.ts';
import { type InstanceOptions, makeInstance } from '../support/instance.ts';

const FILES = {
  'a.js': 'a()',
  'sub/b.js': 'b()',
  'c.js': 'c()',
  'a.css': 'a{}',
  'sub/b.css': 'b{}',
  'c.css': 'c{}',
};
const SCRIPTS = ['/a.js', '/sub/b.js', '/c.js'];
const SHEETS = ['/a.css', '/sub/b.css', '/c.css'];
const WRITES = ['writeFileSync', 'renameSync', 'copyFileSync'] as const;

function make(options: InstanceOptions = {}) {
  return makeInstance(FILES, options);
}

type Instance = ReturnType<typeof make>;

for (const debug of [true, false]) {
  for (const members of [SCRIPTS, SHEETS]) {
    describe(`a combination of ${members.join('; ')}, debug ${debug}`, () => {
      const servers = useServers();

      async function assertAnswers({ staticfiles, log, disk }: Instance): Promise<string> {
        const server = await servers.serve(staticfiles.middleware());
        const urls = [members.join(';'), members].map((asked) => staticfiles.staticfile(asked));
        // what can't be read now can't be sent either
        disk.before = () => {};
        let body = '';
        for (const url of urls) {
          const answer = await server.get(url);
          assert.equal(answer.status, 200);
          body = answer.body.toString();
          assert.notEqual(body, '');
        }
        assert.notEqual(log.warnings.length, 0);
        return body;
      }

      for (const call of WRITES.slice(0, 2)) {
        it(`that can not be written at ${call} gives a URL that answers`, async () => {
          const instance = make({ debug });
          instance.disk.before = refuse([call, 'copyFileSync'], 'ENOSPC');
          await assertAnswers(instance);
        });
      }

      it('that can not be written names the members that the page goes without', () => {
        const { staticfiles, log, disk } = make({ debug });
        disk.before = refuse(WRITES, 'ENOSPC');
        staticfiles.staticfile(members);
        const lost = members.slice(1).map((each) => `"${each}"`);
        const said = log.warnings.filter((each) =>
          each.includes(`goes without ${lost.join(', ')}.`),
        );
        assert.equal(said.length, 1, log.warnings.join());
      });

      it('that alone can not be written gives a URL that answers', async () => {
        const instance = make({ debug });
        const isCombined = (file: unknown) => /a_b_c|_/.test(String(file).split('/').at(-1) ?? '');
        instance.disk.before = (name, from, args) => {
          const isMeant = isCombined(from) || isCombined(args[1]);
          if (name === 'renameSync' && isMeant) throw diskError('EACCES');
        };
        await assertAnswers(instance);
      });

      for (const member of members) {
        it(`with ${member} unreadable gives a URL that answers`, async () => {
          const instance = make({ debug });
          instance.disk.before = refuse('openSync', 'EACCES', (file) => file.endsWith(member));
          await assertAnswers(instance);
          assert.match(instance.log.warnings.join(), /EACCES/);
        });
      }

      it('is whole again when the disk is', async () => {
        const instance = make({ debug });
        instance.disk.before = refuse([...WRITES], 'ENOSPC');
        await assertAnswers(instance);
        instance.disk.before = () => {};
        instance.clock.ms += 1001;
        const body = await assertAnswers(instance);
        for (const member of members) {
          const content = FILES[member.slice(1) as keyof typeof FILES];
          assert.ok(body.includes(content), body);
        }
      });
    });
  }

  describe(`a combination where missing files throw, debug ${debug}`, () => {
    const throwing = { missing: 'throw', debug } as const;
    const ARGUMENT = { code: 'ERR_STATICFILE_ARGUMENT' };

    for (const asked of ['/a.js;/no.js;/c.js', '/no.js;/a.js;/c.js', '/a.js;/c.js;/no.js']) {
      it(`combines the others and warns: ${asked}`, () => {
        const { content, log } = make(throwing);
        assert.equal(content(asked), 'a()\n;\nc()');
        assert.equal(content(asked.split(';')), 'a()\n;\nc()');
        assert.notEqual(log.warnings.length, 0);
        assert.match(log.warnings.join(), /no\.js/);
      });
    }

    it('gives the one member that is there, and warns', () => {
      const { content, log } = make(throwing);
      assert.equal(content('/a.js;/no.js'), 'a()');
      assert.equal(log.warnings.length, 1);
    });

    it('throws where no member is there', () => {
      const { staticfiles } = make(throwing);
      const NOT_FOUND = { code: 'ERR_STATICFILE_NOT_FOUND' };
      assert.throws(() => staticfiles.staticfile('/no.js;/none.js'), NOT_FOUND);
      assert.throws(() => staticfiles.staticfile(['/no.js', '/none.js']), NOT_FOUND);
    });

    for (const asked of ['/a.js;/a.css', ['/a.js', '/a.css'], ['/a.css', '/no.css', '/a.js']]) {
      it(`throws for mixed types, each time: ${JSON.stringify(asked)}`, () => {
        const { staticfiles, clock } = make(throwing);
        for (let times = 0; times < 3; times += 1) {
          assert.throws(() => staticfiles.staticfile(asked), ARGUMENT);
          clock.ms += 600;
        }
      });
    }
  });
}
