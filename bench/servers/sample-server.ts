/** The handler of Auth0's guide in our own words: a created user is one row, and the event itself is not kept. */
import { serveExpressWebhook } from './express-webhook.ts';

const insertUser = `
  INSERT INTO users (user_id, email, name, nickname, created_at, updated_at, raw_user, last_event_processed)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

serveExpressWebhook(async (pool, event) => {
  const user = event.data.object;
  await pool.query(insertUser, [
    user.user_id,
    user.email,
    user.name,
    user.nickname,
    user.created_at,
    user.updated_at,
    JSON.stringify(user),
    event.time,
  ]);
});
