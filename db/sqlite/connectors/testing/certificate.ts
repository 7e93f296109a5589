import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Files of a certificate: a server that runs as another user can read them. */
export interface Certificate {
  certificate: string;
  key: string;
  /** Certificate of the authority that issued it; nobody trusts it. */
  authority: string;
}

/** Makes a certificate of this name (`DNS:db.example.com`, `IP:127.0.0.1`), and an authority for it, for the running test. */
export function makeCertificate(name: string): Certificate {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificate-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = (one: string) => path.join(folder, one);
  const [key, certificate, authority] = [file('server.key'), file('server.crt'), file('ca.crt')];
  const run = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const newKey = ['-new', '-nodes', '-days', '2'];
  run('req', '-x509', ...newKey, '-subj', '/CN=Authority of tests', '-keyout', file('ca.key'), '-out', authority);
  run('req', '-new', '-nodes', '-subj', '/CN=Server of tests', '-keyout', key, '-out', file('server.csr'));
  writeFileSync(file('names'), `subjectAltName=${name}`);
  const signed = ['-CA', authority, '-CAkey', file('ca.key'), '-CAcreateserial', '-extfile', file('names')];
  run('x509', '-req', '-days', '2', '-in', file('server.csr'), ...signed, '-out', certificate);
  chmodSync(folder, 0o755);
  chmodSync(key, 0o644);
  return { certificate, key, authority };
}
