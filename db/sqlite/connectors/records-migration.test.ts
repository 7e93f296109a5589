import { expect, it } from 'vitest';
import { migrationsUntil } from '../../testing/migrations-until';
import { temporaryFiles } from '../../testing/temporary';
import { openDatabase } from '../engine/open';
import { sqliteStore } from '../sqlite-store';

const newFile = temporaryFiles();

/** The last migration before lanes had links. */
const before = 22;

it('keeps the lanes of an older database, without links, and names what their calls were for', async () => {
  const file = newFile();
  const old = await openDatabase({ file, migrationsFolder: migrationsUntil(before, `${file}-migrations`) });
  for (const [id, kind] of [
    [1, 'webhook'],
    [2, 'postgres'],
  ] as const) {
    old
      .prepare(
        `INSERT INTO connectors (id, kind, name, state, state_since_ms, cursor_seq, config_version, config, created_at_ms,
           created_by) VALUES (?, ?, ?, 'running', 1, 0, 1, '{}', 1, 'ada')`,
      )
      .run(id, kind, kind);
    old
      .prepare(
        `INSERT INTO connector_lanes (connector_id, key, is_event, state, due_ms, wanted_seq, done_seq, attempts,
           waiting_since_ms) VALUES (?, 'auth0|ada', 0, 'waiting', 1, 2, 1, 0, 1)`,
      )
      .run(id);
    old
      .prepare(
        `INSERT INTO connector_calls (connector_id, lane_key, at_ms, took_ms, result)
         VALUES (?, 'auth0|ada', 1, 1, 'done')`,
      )
      .run(id);
  }
  old.close();
  const store = await sqliteStore(await openDatabase({ file }));
  const calls = await Promise.all([1, 2].map((id) => store.listCalls(id, {}, { limit: 5 })));
  expect(calls.map(({ items }) => items.map(({ act, targets }) => [act, targets]))).toEqual([
    [['post', null]],
    [['write', null]],
  ]);
  const [lane] = await store.claimLanes(2, 5, { holder: 'one', ms: 1_000 });
  expect(lane).toMatchObject({ key: 'auth0|ada', wantedSeq: 2, doneSeq: 1, link: null, isOpen: false, decision: null });
  await store.close();
});
