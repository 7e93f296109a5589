import { env } from '../env';
import { lifecycle } from '../lifecycle';
import { singleton } from '../singleton';
import { store } from '../store';
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
