/** The handler of Auth0's guide in our own words: a created user is one row, and the event itself is not kept. */
import { insertUser, serveExpressWebhook, userValues } from './express-webhook.ts';

serveExpressWebhook(async (pool, event) => {
  await pool.query(insertUser, userValues(event));
});
