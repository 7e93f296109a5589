/** The same handler made to do what Streamgauge promises: every event kept once, and the user with it, in one transaction. */
import { type PoolClient } from 'pg';
import { insertUser, serveExpressWebhook, type UserEvent, userValues } from './express-webhook.ts';

const insertEvent = `
  INSERT INTO events (id, type, time, stream_id, subject_id, body) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO NOTHING`;

const upsertUser = `${insertUser}
  ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, name = excluded.name, nickname = excluded.nickname,
    created_at = excluded.created_at, updated_at = excluded.updated_at, raw_user = excluded.raw_user,
    last_event_processed = excluded.last_event_processed
  WHERE users.last_event_processed < excluded.last_event_processed`;

async function write(client: PoolClient, event: UserEvent): Promise<void> {
  const { rowCount } = await client.query(insertEvent, [
    event.id,
    event.type,
    event.time,
    event.a0stream ?? null,
    event.data.object.user_id,
    JSON.stringify(event),
  ]);
  if (rowCount === 0) return;
  await client.query(upsertUser, userValues(event));
}

serveExpressWebhook(async (pool, event) => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await write(client, event);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
});
