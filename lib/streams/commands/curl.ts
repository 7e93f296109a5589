import { pathSegment } from '../../text/path-segment';
import { type StreamPatch } from '../stream-draft';
import { betweenSlots } from './secret-slots';

/** What cURL does with an event stream. */
export interface CurlCall {
  /** Host of the tenant. */
  tenant: string;
  /** The event stream that is changed; null where one is made. */
  id: string | null;
  body: StreamPatch;
}

/**
 * The call of the Management API that makes or changes an event stream. The token needs `create:event_streams`, or
 * `update:event_streams`. The body comes by standard input, so that no secret stands among the arguments of a process.
 */
export function curlText({ tenant, id, body }: CurlCall): string {
  const scheme = tenant.startsWith('localhost') ? 'http' : 'https';
  const [method, path] = id === null ? ['POST', ''] : ['PATCH', `/${pathSegment(id)}`];
  return [
    `curl -X ${method} ${scheme}://${tenant}/api/v2/event-streams${path} \\`,
    '  -H "Authorization: Bearer $MANAGEMENT_TOKEN" \\',
    '  -H "Content-Type: application/json" \\',
    '  -d @- <<JSON',
    betweenSlots(JSON.stringify(body, null, 2), hereText, (variable) => `$${variable}`),
    'JSON',
  ].join('\n');
}

/** As the shell reads it within a here-document whose variables it fills in. */
const hereText = (text: string) => text.replaceAll(/[\\$`]/g, String.raw`\$&`);
