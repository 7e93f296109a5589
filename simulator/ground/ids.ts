import { randomBytes, randomUUID } from 'node:crypto';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
// Bytes above the last full multiple of 62 would favour the first letters.
const FAIR_LIMIT = 248;

function alphanumerics(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length * 2)) {
      if (byte < FAIR_LIMIT && text.length < length) text += ALPHANUMERIC.charAt(byte % 62);
    }
  }
  return text;
}

export const eventId = (): string => `evt_${alphanumerics(22)}`;
/** The 16-character id of an export job. */
export const jobId = (): string => `job_${alphanumerics(16)}`;
export const streamId = (): string => `est_${alphanumerics(22)}`;
export const organizationId = (): string => `org_${alphanumerics(16)}`;
export const connectionId = (): string => `con_${alphanumerics(16)}`;
// Auth0's alphabet for groups leaves out what is easily mistaken: 0, O, I and l.
export const groupId = (): string =>
  `grp_${alphanumerics(64)
    .replaceAll(/[0OIl]/g, '')
    .slice(0, 16)
    .padEnd(16, 'x')}`;
export const tokenId = (): string => alphanumerics(24);
/** The 24 hex digits Auth0 gives a database user. */
export const userDigits = (): string => randomBytes(12).toString('hex');
export const partnerSource = (tenant: string): string => `aws.partner/auth0.com/${tenant}-${randomUUID()}/auth0.events`;

export const STREAM_ID = /^est_[A-Za-z0-9]{22}$/;
export const EVENT_ID = /^evt_[A-Za-z0-9]{22}$/;
