import { type ExpectedCredential } from '../../streams/expected-credential';
import { env } from '../process/env';

/** The kind of credential a sender should present; the first secret of a kind is the current one. */
export function currentCredential(): ExpectedCredential | null {
  const { bearer, basic, headers } = env().webhook;
  if (bearer.length > 0) return { method: 'bearer', setting: 'WEBHOOK_TOKEN', header: null };
  if (basic.length > 0) return { method: 'basic', setting: 'WEBHOOK_BASIC', header: null };
  const [header] = headers;
  return header === undefined ? null : { method: 'custom_header', setting: 'WEBHOOK_HEADER', header: header.name };
}
