import { shellQuoted } from '../../text/shell-text';
import { type ExpectedCredential } from '../expected-credential';
import { type StreamDraft } from '../stream-draft';
import { cliCreate } from './cli';
import { curlText } from './curl';
import { slotOf } from './secret-slots';

/** What a first event stream should carry: the events that make the mirror. */
const subscriptions = ['user.created', 'user.updated', 'user.deleted'] as const;

const streamName = 'Users to Streamgauge';

/** Address and credential kind that the commands are made for. Secrets stay shell variables. */
export interface CommandTarget {
  webhookUrl: string;
  /** Host of the tenant. */
  tenant: string;
  credential: ExpectedCredential | null;
}

/** `auth0 event-streams create` for the first event stream. The secret is spliced in by the shell, so it stands nowhere. */
export function cliCommand(target: CommandTarget): string {
  return cliCreate(firstStream(target));
}

/** The same through the Management API. The token needs `create:event_streams`. */
export function curlCommand(target: CommandTarget): string {
  return curlText({ tenant: target.tenant, id: null, body: firstStream(target) });
}

function firstStream({ webhookUrl, credential }: CommandTarget): StreamDraft {
  return {
    name: streamName,
    subscriptions: subscriptions.map((type) => ({ event_type: type })),
    destination: {
      type: 'webhook',
      configuration: { webhook_endpoint: webhookUrl, webhook_authorization: authorization(credential) },
    },
  };
}

/** Posts one event marked as a test to the webhook, by hand. The shell makes its id and time, so it can be sent again. */
export function sampleCommand({ webhookUrl, credential }: Omit<CommandTarget, 'tenant'>): string {
  return [
    `curl -i ${shellQuoted(webhookUrl)} \\`,
    `  ${credentialFlag(credential)} \\`,
    '  -d @- <<JSON',
    '{ "specversion": "1.0",',
    '  "id": "evt_sample$(date +%s)",',
    '  "time": "$(date -u +%FT%TZ)",',
    '  "type": "user.created",',
    '  "source": "urn:auth0:sample",',
    '  "a0purpose": "test",',
    '  "data": { "object": {',
    '    "user_id": "auth0|sample" } } }',
    'JSON',
  ].join('\n');
}

/** Opens a tunnel to a local address. `url` is the webhook's. */
export function tunnelCommand(url: string): string {
  return `cloudflared tunnel --url ${new URL(url).origin}`;
}

function authorization(credential: ExpectedCredential | null): Record<string, string> {
  if (credential?.method === 'basic')
    return { method: 'basic', username: slotOf('WEBHOOK_USER'), password: slotOf('WEBHOOK_PASSWORD') };
  if (credential?.method === 'custom_header') {
    return {
      method: 'custom_header',
      header_key: credential.header ?? 'X-Webhook-Secret',
      header_value: slotOf('WEBHOOK_SECRET'),
    };
  }
  return { method: 'bearer', token: slotOf('WEBHOOK_TOKEN') };
}

function credentialFlag(credential: ExpectedCredential | null): string {
  if (credential?.method === 'basic') return '-u "$WEBHOOK_USER:$WEBHOOK_PASSWORD"';
  if (credential?.method === 'custom_header') return `-H "${credential.header ?? 'X-Webhook-Secret'}: $WEBHOOK_SECRET"`;
  return '-H "Authorization: Bearer $WEBHOOK_TOKEN"';
}
