/** The same handler made to do what Streamgauge promises: every event kept once, and the user with it, in one transaction. */
import { type PoolClient } from 'pg';
import { serveExpressWebhook, type UserEvent } from './express-webhook.ts';

const insertEvent = `
  INSERT INTO events (id, type, time, stream_id, subject_id, body) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO NOTHING`;

const upsertUser = `
  INSERT INTO users (user_id, email, name, nickname, created_at, updated_at, raw_user, last_event_processed)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, name = excluded.name, nickname = excluded.nickname,
    created_at = excluded.created_at, updated_at = excluded.updated_at, raw_user = excluded.raw_user,
    last_event_processed = excluded.last_event_processed
  WHERE users.last_event_processed < excluded.last_event_processed`;

async function write(client: PoolClient, event: UserEvent): Promise<void> {
  const user = event.data.object;
  const { rowCount } = await client.query(insertEvent, [
    event.id,
    event.type,
    event.time,
    event.a0stream ?? null,
    user.user_id,
    JSON.stringify(event),
  ]);
  if (rowCount === 0) return;
  await client.query(upsertUser, [
    user.user_id,
    user.email,
    user.name,
    user.nickname,
    user.created_at,
    user.updated_at,
    JSON.stringify(user),
    event.time,
  ]);
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
