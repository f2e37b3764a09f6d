// What works on texts: here and in worker threads, now and while renders go on.
import * as path from 'node:path';
import { ConversionMode } from '../convert/conversion-mode.ts';
import { LaterMaps } from '../convert/later-maps.ts';
import { ScriptRecords } from '../convert/script-records.ts';
import { SourceMaps } from '../convert/source-maps.ts';
import { TextReferences } from '../convert/text-references.ts';
import { lazy } from '../core/lazy.ts';
import { minifiedKind } from '../minify/content-kind.ts';
import { MinifyAhead } from '../minify/minify-ahead.ts';
import { MinifyQueue } from '../minify/minify-queue.ts';
import { ResultStore } from '../minify/result-store.ts';
import { SeenTexts } from '../minify/seen-texts.ts';
import { type Stored, TextMinifier } from '../minify/text-minifier.ts';
import { Foundation } from './foundation.ts';

export class TextWork extends Foundation {
  @lazy get minifier(): TextMinifier {
    return new TextMinifier(this.chosen, this.options.sourceMap, this.reporter, this.#stored());
  }

  @lazy get ahead(): MinifyAhead {
    const { options, system, pool, minifier } = this;
    const resultDir = this.#resultDir;
    return new MinifyAhead({ ...system, pool, minifier, minify: options.minify, resultDir });
  }

  @lazy get queue(): MinifyQueue {
    const { system, ahead, minifier, reporter, work } = this;
    return new MinifyQueue({ ...system, ahead, minifier, reporter, work });
  }

  @lazy get references(): TextReferences {
    return new TextReferences(this.pool);
  }

  @lazy get conversionMode(): ConversionMode {
    return new ConversionMode(this.options);
  }

  @lazy get scripts(): ScriptRecords {
    return new ScriptRecords(this);
  }

  @lazy get seenTexts(): SeenTexts {
    return new SeenTexts(this.queue);
  }

  @lazy get sourceMaps(): SourceMaps {
    return new SourceMaps(this.roots);
  }

  @lazy get maps(): SourceMaps | undefined {
    return this.options.sourceMap ? this.sourceMaps : undefined;
  }

  /** Has the maps of large texts made in a worker. */
  @lazy get laterMaps(): LaterMaps {
    return new LaterMaps(this.sourceMaps, this.pool);
  }

  get #resultDir(): string | undefined {
    const { cacheDir, manifest } = this.options;
    const isKept = cacheDir !== false && manifest === undefined;
    return isKept ? path.join(cacheDir, 'minified') : undefined;
  }

  /** What users' functions make is not kept: they may change. */
  #stored(): Stored {
    const { system, chosen, options } = this;
    const dir = this.#resultDir;
    const store = dir === undefined ? undefined : new ResultStore({ ...system, dir });
    return ({ kind, path: source }, key) => {
      const named = minifiedKind(kind);
      const isOurs = source !== '' && typeof options.minify[named] !== 'function';
      return isOurs ? store?.read(ResultStore.keyOf(chosen[named]?.name ?? '', key)) : undefined;
    };
  }
}
