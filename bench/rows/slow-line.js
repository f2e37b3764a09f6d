// Uploads over a slow line, against one stream of the same bytes in the same run.
import { measureSlowLine } from '../slow-line.js';

/** The four times as many of `node bench/slow-line.js` take two minutes. */
const SAMPLE = { files: 10, sizeBytes: 1_200_000, bytesPerSecond: 800_000 };

export const rows = [
  {
    name: 'upload of 10 files of 1.2 MB over a line of 800 kB/s / one stream of the same bytes',
    measure: async () => {
      const { time, bytes, moved, ours, ideal } = await measureSlowLine(SAMPLE);
      if (moved < SAMPLE.files) throw new Error(`${moved} of ${SAMPLE.files} files have moved`);
      const seconds = `${ours.seconds.toFixed(1)} s against ${ideal.seconds.toFixed(1)} s`;
      return { ratio: time, detail: `${seconds}; ${bytes.toFixed(3)}× the bytes` };
    },
  },
];
