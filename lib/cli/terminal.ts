// What the command writes to: lines to stdout and stderr, and on a terminal one line that is replaced.

export interface Lines {
  /** Whether what is printed may be coloured; `NO_COLOR` and `TERM` are heard. */
  readonly hasColors: boolean;
  print(text: string): void;
  printError(text: string): void;
  /** Replaces the line that was shown before; an empty one takes it away. Absent without a terminal. */
  readonly showLine?: ((text: string) => void) | undefined;
}

type Streams = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'>;

/** To the beginning of the line, and nothing behind it. */
const CLEAR = '\r\u001b[K';
const DEFAULT_COLUMNS = 80;

export function openLines({ stdout, stderr, env }: Streams): Lines {
  const isWatched = stderr.isTTY === true && env['CI'] === undefined && env['TERM'] !== 'dumb';
  const showLine = isWatched ? lineOf(stderr) : undefined;
  const [writeOut, writeError] = [writerOf(stdout), writerOf(stderr)];
  const printer = (write: (text: string) => void) => (text: string) => {
    showLine?.('');
    write(text);
  };
  return {
    hasColors: stdout.isTTY === true && stdout.hasColors(),
    print: printer(writeOut),
    printError: printer(writeError),
    showLine,
  };
}

function lineOf(stream: NodeJS.WriteStream): (text: string) => void {
  let shown = '';
  const write = stream.write.bind(stream);
  return (text) => {
    // a line that is wrapped could not be taken away
    const line = text.slice(0, (stream.columns || DEFAULT_COLUMNS) - 1);
    if (line !== shown) write(CLEAR + line);
    shown = line;
  };
}

/** Who reads no more (`| head -1`) is told no more, and the work goes on. */
function writerOf(stream: NodeJS.WriteStream): (text: string) => void {
  let isClosed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isClosed = true;
    // a full disk loses what was to be told
    if (error.code !== 'EPIPE') process.exitCode = 1;
  });
  const write = stream.write.bind(stream);
  return (text) => {
    if (!isClosed) write(`${text}\n`);
  };
}
