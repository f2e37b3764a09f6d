// What pages and requests need of an output, whether it was made here or stands in a manifest.
import type { Output } from '../convert/output.ts';
import type { Offerable } from '../proxies/file-info.ts';

export type ServedOutput = Offerable &
  Pick<Output, 'conversion' | 'sizeBytes' | 'originalBytes'> &
  Partial<Pick<Output, 'minified'>> & {
    /** Known ahead, where the output itself may not be here. */
    readonly integrity?: string;
  };
