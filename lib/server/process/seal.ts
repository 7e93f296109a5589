import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from './env';
import { singleton } from './singleton';

const version = 'v1';
const nonceBytes = 12;
const tagBytes = 16;

const key = () =>
  singleton('sealing-key', () =>
    Buffer.from(hkdfSync('sha256', env().auth0.secret, '', 'streamgauge sealed values', 32)),
  );

/** Text that only the holder of `key` (32 bytes) can read again (AES-256-GCM), bound to what it is `of`. */
export function sealWith(key: Buffer, text: string, of: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(of));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${version}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
}

/** The text that was sealed; null when it was sealed by another key, for something else, or was changed since. */
export function unsealWith(key: Buffer, sealed: string, of: string): string | null {
  const [given, nonce, content] = sealed.split('.');
  if (given !== version || nonce === undefined || content === undefined) return null;
  const bytes = Buffer.from(content, 'base64url');
  if (bytes.length < tagBytes) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'));
    decipher.setAAD(Buffer.from(of));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    return decipher.update(bytes.subarray(0, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}

/**
 * Text that only this installation can read again, by a key made of `AUTH0_SECRET`, bound to what it is `of`: moved to another
 * row it does not open.
 */
export function seal(text: string, of: string): string {
  return sealWith(key(), text, of);
}

/** The text that was sealed by `seal`; null as `unsealWith` says. */
export function unseal(sealed: string, of: string): string | null {
  return unsealWith(key(), sealed, of);
}
