import { env } from '../process/env';
import { lifecycle } from '../process/lifecycle';
import { singleton } from '../process/singleton';
import { store } from '../process/store';
import { webhookCredentials } from './credentials';
import { type WebhookWorld } from './handle-webhook';

/** What the webhook needs of this process. */
export const webhookWorld = (): WebhookWorld =>
  singleton('webhook-world', () => ({
    store,
    credentials: webhookCredentials(env().webhook),
    lifecycle,
    // Taken as it is now: Next replaces it by one that looks for its own rendering first.
    now: Date.now,
  }));
