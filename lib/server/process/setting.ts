import { isIP } from 'node:net';
import { z } from 'zod';

/** Fewer characters than this can be guessed. */
const FEWEST_SECRET_CHARACTERS = 16;

/** `${NAME}`, `$(command)`, or a value that is nothing but `$NAME`: what a shell would have replaced, and nobody did. */
const placeholder = /\$\{[^}]*\}|\$\([^)]*\)|^\$\w+$/;

/** Whether a value still has the quotes that its author put around it for a program that removes them. */
export const isQuoted = (value: string) => /^(["'`]).*\1$/s.test(value.trim());

/** The message that names a setting which is not there, and what it is. */
export const required = (meaning: string) => ({ error: `is missing: ${meaning}` });

const ownSecret = 'Make one with: openssl rand -hex 32';

/** What is wrong with one secret, or null. `source` says where a right one comes from. */
function secretFault(value: string, source: string, fewest = FEWEST_SECRET_CHARACTERS): string | null {
  if (isQuoted(value)) return 'has quotes around it that would be part of it. Remove them.';
  if (placeholder.test(value)) return 'holds a $ expression that nothing has replaced. Put the value itself there.';
  return value.length < fewest ? `is too short: it needs at least ${fewest} characters. ${source}` : null;
}

/** A secret that Auth0 has made. */
export const secretOfAuth0 = (meaning: string) =>
  z.string(required(meaning)).superRefine((value, context) => {
    const fault = secretFault(value, 'Copy it from the application in Auth0.');
    if (fault !== null) context.addIssue(fault);
  });

/** A secret of this installation from which keys are made: 32 bytes at least. */
export const keySecret = z.string(required(`32 random bytes. ${ownSecret}`)).superRefine((value, context) => {
  const fault = secretFault(value, ownSecret, 32);
  if (fault !== null) context.addIssue(fault);
});

/** Comma separated values; blanks around them do not count. */
export const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

interface SecretForm {
  isForm: (entry: string) => boolean;
  form: string;
  /** The part of an entry that has to be secret. */
  secretOf: (entry: string) => string;
  /** Set where the secret is sent as a header as it is: other characters arrive changed, so that it would never match. */
  isHeader: boolean;
}

/** Comma separated secrets, each of which lets a sender in. */
export const secretList = ({ isForm, form, secretOf, isHeader }: SecretForm) =>
  list.superRefine((entries, context) => {
    for (const [index, entry] of entries.entries()) {
      const which = entries.length === 1 ? '' : `is a list, and its value ${index + 1} `;
      const fault = isForm(entry) ? secretFault(secretOf(entry), ownSecret) : `must be ${form}.`;
      if (fault !== null) context.addIssue(which + fault);
      else if (isHeader && !/^[\x20-\x7e]+$/.test(entry))
        context.addIssue(`${which}may hold only printable ASCII characters: it is sent as a header.`);
    }
  });

const localHttp = /^http:\/\/localhost(:\d+)?\/?$/;

/** Whether the tenant is a simulator on this very machine, which alone may be spoken to without TLS. */
export const isLocalHttp = (value: string) => localHttp.test(value);

/** A tenant by its host name. */
export const tenantDomain = z
  .string()
  .trim()
  .transform((value) => value.replace(/\/$/, ''))
  .refine((value) => isLocalHttp(value) || /^(https:\/\/)?[a-z0-9.-]+(:\d+)?$/i.test(value), {
    error: 'must be a host name such as example.eu.auth0.com, or http://localhost:PORT for the simulator',
  });

/** An address over http, without a slash at its end. */
export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .transform((value) => value.replace(/\/$/, ''));

/** An address that names scheme, host and port and nothing else. */
export const origin = httpUrl.transform((value, context) => {
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') context.addIssue('must not hold a user name or a password');
  else if (url.pathname !== '/')
    context.addIssue(
      `must end after the host, as in ${url.origin}. Streamgauge cannot live below a path (${url.pathname}): give it a host name of its own`,
    );
  else if (/[?#]/.test(value)) context.addIssue(`must end after the host, as in ${url.origin}, without ? or #`);
  return url.origin;
});

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** An address of this very machine: secrets that are meant for somebody else are sent there. */
export const loopbackUrl = httpUrl.superRefine((value, context) => {
  const { hostname, username, password, search, hash } = new URL(value);
  if (loopbackHost.test(hostname) && [username, password, search, hash].every((part) => part === '')) return;
  context.addIssue('must be an address of this machine, such as http://localhost:4400/hubspot, or be left out');
});

/** A key that seals secrets, and the name by which what it sealed finds it again. */
export interface SealingKey {
  id: string;
  key: Buffer;
}

/** Comma separated `id:base64` keys of 32 bytes. The first seals, all open. */
export const sealingKeys = list
  .transform((entries, context): SealingKey[] =>
    entries.flatMap((entry) => {
      const [id = '', text = ''] = entry.split(/:(.*)/s);
      const key = Buffer.from(text, 'base64');
      if (/^[\w-]{1,32}$/.test(id) && key.length === 32) return [{ id, key }];
      context.addIssue(
        'must be name:key with a key of 32 bytes in base64. Make one with: echo "k1:$(openssl rand -base64 32)"',
      );
      return [];
    }),
  )
  .superRefine((keys, context) => {
    const ids = keys.map(({ id }) => id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) context.addIssue(`names two keys ${twice}: give each a name of its own`);
  });

/** A host by name, or a network. */
export type AllowedPlace = { host: string } | { address: string; bits: number };

/** Comma separated hosts (`crm.internal`), addresses (`10.0.0.7`) and networks (`10.0.0.0/8`). */
export const allowList = list.transform((entries, context): AllowedPlace[] =>
  entries.flatMap((entry): AllowedPlace[] => {
    const [address = '', bits] = entry.replace(/^\[|\]$/g, '').split('/');
    const family = isIP(address);
    const most = family === 6 ? 128 : 32;
    if (family !== 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= most))) {
      return [{ address, bits: bits === undefined ? most : Number(bits) }];
    }
    if (family === 0 && bits === undefined && /^[\w.-]+$/.test(entry)) return [{ host: entry.toLowerCase() }];
    context.addIssue(`"${entry}" is neither a host, nor an address, nor a network such as 10.0.0.0/8`);
    return [];
  }),
);
