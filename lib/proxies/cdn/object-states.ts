// Where an object stands on its way to the CDN, and what each event makes of that: one table.
//
//                    wait
//                   ┌────┐
//        stay       │    ▼     supersede
//   local ◄─────── waiting ◄──────────────► superseded
//                   │    ▲      wait         (a sheet in its local form)
//             queue │    └──────────────────────────┐
//                   ▼      retry                    │
//                 queued ◄─────────┐                │
//             start │              │                │
//                   ▼      fail    │                │
//               uploading ──────► failed            │ lose
//             store │              │                │
//                   ▼     store    │                │
//                  held ◄──────────┘                │
//           release │                               │
//                   ▼                               │
//                 ready ────────────────────────────┘
//
// Any of them ends in `gone` when another object takes its uri. What a listing has shown is stored
// without an upload; what a restart knows is released at once.

/**
 * `waiting`: for what it refers to, or to be found. `held`: uploaded, and not yet surely to be fetched.
 * `failed`: nobody waits for it now. `local`: it stays on this site. `superseded`: a sheet in its local
 * form, whose other form is to be made. `gone`: another object has taken its uri.
 */
export const OBJECT_STATES = [
  'waiting',
  'queued',
  'uploading',
  'held',
  'ready',
  'failed',
  'local',
  'superseded',
  'gone',
] as const;

/**
 * `stay`: what it refers to can't move. `supersede`: its other form may move. `wait`: something it
 * refers to is not ready. `queue`: it may be uploaded. `start`: it is being uploaded. `store`: the
 * bucket has it. `release`: the CDN can serve it. `fail`: it was given up for now. `retry`: it is to be
 * uploaded after all. `lose`: the bucket does not have it any more. `leave`: another takes its uri.
 */
export const OBJECT_EVENTS = [
  'stay',
  'supersede',
  'wait',
  'queue',
  'start',
  'store',
  'release',
  'fail',
  'retry',
  'lose',
  'leave',
] as const;

export type ObjectState = (typeof OBJECT_STATES)[number];
export type ObjectEvent = (typeof OBJECT_EVENTS)[number];

/** `.`: it stays as it is, because the event comes late or says nothing new. */
const TABLE = `
              stay   supersede   wait     queue   start      store  release  fail    retry   lose     leave
  waiting     local  superseded  .        queued  .          held   ready    .       .       .        gone
  queued      local  superseded  waiting  .       uploading  held   .        failed  .       .        gone
  uploading   .      .           .        .       .          held   .        failed  queued  .        gone
  held        .      .           .        .       .          .      ready    .       .       waiting  gone
  ready       .      .           .        .       .          .      .        .       .       waiting  gone
  failed      local  superseded  waiting  .       uploading  held   .        .       queued  .        gone
  local       .      .           .        .       .          .      .        .       .       .        gone
  superseded  local  .           waiting  queued  .          .      ready    .       .       .        gone
  gone        .      .           .        .       .          .      .        .       .       .        .
`;

const ROWS = parse(TABLE);

export function stateAfter(state: ObjectState, event: ObjectEvent): ObjectState {
  const next = ROWS.get(state)?.get(event);
  if (next === undefined) throw new Error(`the table lacks ${event} of ${state}`);
  return next === '.' ? state : next;
}

function parse(table: string): Map<string, Map<string, ObjectState | '.'>> {
  const [events = [], ...rows] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ +/));
  return new Map(
    rows.map(([state = '', ...cells]) => [
      state,
      new Map(cells.map((cell, at) => [events[at] ?? '', cell as ObjectState | '.'])),
    ]),
  );
}
