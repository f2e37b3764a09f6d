// A line of so many bytes a second, shared by all connections, in a process of its own.
import { connect, createServer } from 'node:net';

const [targetPort, bytesPerSecond] = process.argv.slice(2).map(Number);
const TICK_MS = 10;
/** So much of a connection goes out in one turn: connections share the line evenly. */
const SLICE_BYTES = 1460;

let takenBytes = 0;
const lines = new Set();

/** Takes from a socket and hands on, as fast as the line is; ends when all is through. */
class Line {
  constructor(socket, write, end) {
    Object.assign(this, { socket, write, end, pieces: [], isOver: false });
    socket.on('data', (piece) => {
      this.pieces.push(piece);
      socket.pause();
    });
    socket.on('end', () => {
      this.isOver = true;
      if (this.pieces.length === 0) this.finish();
    });
    socket.on('error', () => lines.delete(this));
    socket.on('close', () => lines.delete(this));
    lines.add(this);
  }

  finish() {
    lines.delete(this);
    this.end();
  }

  /** Returns how many bytes went out. */
  turn() {
    const [piece] = this.pieces;
    if (piece === undefined) return 0;
    const slice = piece.subarray(0, SLICE_BYTES);
    this.write(slice);
    if (slice.length < piece.length) this.pieces[0] = piece.subarray(SLICE_BYTES);
    else this.pieces.shift();
    if (this.pieces.length === 0) {
      if (this.isOver) this.finish();
      else this.socket.resume();
    }
    return slice.length;
  }
}

let credit = 0;
let lastMs = performance.now();
setInterval(() => {
  const nowMs = performance.now();
  credit = Math.min(credit + ((nowMs - lastMs) / 1000) * bytesPerSecond, bytesPerSecond / 5);
  lastMs = nowMs;
  for (let went = 1; credit > 0 && went > 0; ) {
    went = 0;
    for (const line of [...lines]) went += credit - went > 0 ? line.turn() : 0;
    credit -= went;
    takenBytes += went;
  }
}, TICK_MS);

const toStore = createServer({ allowHalfOpen: true }, (socket) => {
  const store = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
  new Line(
    socket,
    (slice) => store.write(slice),
    () => store.end(),
  );
  store.pipe(socket);
  store.on('error', () => socket.destroy());
  socket.on('close', () => store.destroy());
});
const toNowhere = createServer({ allowHalfOpen: true }, (socket) => {
  new Line(
    socket,
    () => {},
    () => socket.end(),
  );
});
const listen = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
process.send({ port: await listen(toStore), sinkPort: await listen(toNowhere) });
process.on('message', () => process.send(takenBytes));
