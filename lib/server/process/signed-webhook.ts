import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';

/** A new secret for signatures, as Standard Webhooks writes it: `whsec_` and 32 random bytes in base64. */
export function newSigningSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`;
}

interface Signed {
  /** The present secret first; while it is replaced, the one before as well. */
  secrets: readonly string[];
  /** The same at each try, so that the receiver can tell a repetition. */
  id: string;
  /** Epoch seconds. */
  timestamp: number;
  body: string | Uint8Array;
}

/** Headers of a signed request (standardwebhooks.com, "Signature scheme"): HMAC-SHA256 over id, timestamp and body. */
export function signatureHeaders({ secrets, id, timestamp, body }: Signed): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
    return `v1,${signature}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
}
