import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { generate as Generate, GenerateResult } from 'selfsigned';

/** What an https server on localhost needs, and the file that clients have to trust. */
export interface Certificates {
  /** Path of the CA certificate, for `NODE_EXTRA_CA_CERTS`. */
  caFile: string;
  cert: string;
  key: string;
}

interface Authority {
  cert: string;
  key: string;
}

const DAY = 86_400_000;
const LIFETIME_DAYS = 365;
const NAMES = ['localhost', '*.localhost'];
const ADDRESSES = ['127.0.0.1', '::1'];

const lifetime = () => ({
  // A client whose clock is a little slow must not refuse a certificate made this second.
  notBeforeDate: new Date(Date.now() - DAY),
  notAfterDate: new Date(Date.now() + LIFETIME_DAYS * DAY),
});

// Loaded when needed: without https the simulator starts faster and stays smaller.
async function generate(...input: Parameters<typeof Generate>): Promise<GenerateResult> {
  const { generate: make } = await import('selfsigned');
  return make(...input);
}

const named = (commonName: string) => [{ name: 'commonName', value: commonName }];

async function createAuthority(): Promise<Authority> {
  const made = await generate(named('Simulated tenant CA (this machine only)'), {
    keyType: 'ec',
    algorithm: 'sha256',
    ...lifetime(),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { cert: made.cert, key: made.private };
}

/** The CA of an earlier start, when it is whole and good for at least another day. */
async function knownAuthority(certFile: string, keyFile: string): Promise<Authority | undefined> {
  try {
    const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')]);
    return new X509Certificate(cert).validToDate.getTime() > Date.now() + DAY ? { cert, key } : undefined;
  } catch {
    return undefined;
  }
}

async function authorityIn(folder: string): Promise<Authority & { caFile: string }> {
  const caFile = join(folder, 'ca.pem');
  const keyFile = join(folder, 'ca.key');
  const known = await knownAuthority(caFile, keyFile);
  if (known) return { ...known, caFile };
  const made = await createAuthority();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(keyFile, made.key, { mode: 0o600 });
  await writeFile(caFile, made.cert);
  return { ...made, caFile };
}

/**
 * A certificate for localhost, new at every start, signed by a CA that is kept in `folder` so that clients need to be told
 * of it only once.
 */
export async function loadCertificates(folder: string): Promise<Certificates> {
  const ca = await authorityIn(folder);
  const leaf = await generate(named('localhost'), {
    keyType: 'ec',
    algorithm: 'sha256',
    ...lifetime(),
    ca,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...NAMES.map((value) => ({ type: 2 as const, value })),
          ...ADDRESSES.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { caFile: ca.caFile, cert: leaf.cert, key: leaf.private };
}
