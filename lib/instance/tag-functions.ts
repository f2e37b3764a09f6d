// What the tags of an instance do.
import { attempt } from '../core/attempt.ts';
import type { Instance } from '../instance.ts';
import type { TagFunctions } from '../nunjucks/functions.ts';
import { type AskedPath, readPath } from '../resolve/argument.ts';
import { StaticfileUrl } from '../resolve/integrity.ts';

/** Returns the functions that tags, the filter and the globals call. */
export function tagFunctions(instance: Instance): TagFunctions {
  const { plain, slim, contents, inline, combinations, integrity } = instance;
  return {
    file: (path, options, place) => {
      const { resolver } = options.isSlim ? slim : plain;
      const { url: found, output } = resolver.resolve(path, place, options.origin);
      const url = instance.urlFor(found, output, options, place);
      return options.integrity ? new StaticfileUrl(url, integrity.of(output)) : url;
    },
    all: (html, isSlim, place) => (isSlim ? slim : plain).blocks.staticall(html, place),
    slimcontent: (text, kind, place) => contents.slimcontent(text, kind, place),
    inline: (path, { isSlim, origin }, place) => inline.content(path, isSlim, origin, place),
    urlAtOnce: (path, isSlim, origin) => (isSlim ? slim : plain).resolver.atOnce(path, origin)?.url,
    literals: {
      publicUrls: instance.publicUrls,
      now: instance.now,
      resolverOf: (isSlim) => (isSlim ? slim : plain).resolver,
    },
    announce: (path, isSlim) => {
      const asked = readPath(path, 'tag');
      if (asked !== undefined && asked.members.length > 1) combinations.announce(path);
      else if (isSlim && asked !== undefined) expectModule(instance, asked);
    },
    warnOnce: (message) => instance.reporter.warnOnce(message, message),
  };
}

/** What is missing is told of by the render. */
function expectModule({ manifest, finder, currents }: Instance, asked: AskedPath): void {
  if (manifest === undefined) attempt(() => currents.expect(finder.find(asked, true).conversion));
}
