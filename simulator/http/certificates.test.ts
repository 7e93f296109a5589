import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCertificates } from './certificates.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificates-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('loadCertificates', () => {
  it('signs a certificate for localhost with a CA whose key only its owner can read', async () => {
    const { caFile, cert } = await loadCertificates(folder);
    const ca = new X509Certificate(await readFile(caFile, 'utf8'));
    const leaf = new X509Certificate(cert);
    expect([ca.ca, leaf.ca, leaf.checkIssued(ca), leaf.verify(ca.publicKey)]).toEqual([true, false, true, true]);
    expect([leaf.checkHost('localhost'), leaf.checkIP('127.0.0.1')]).toEqual(['localhost', '127.0.0.1']);
    expect((await stat(join(folder, 'ca.key'))).mode & 0o777).toBe(0o600);
  });

  it('keeps the CA from start to start, so that clients are told of it once', async () => {
    const first = await loadCertificates(folder);
    const ca = await readFile(first.caFile, 'utf8');
    const second = await loadCertificates(folder);
    expect(await readFile(second.caFile, 'utf8')).toBe(ca);
    expect(second.cert).not.toBe(first.cert);
  });

  it('makes a new CA when the kept one is damaged', async () => {
    const { caFile } = await loadCertificates(folder);
    await writeFile(caFile, 'damaged');
    const { cert } = await loadCertificates(folder);
    expect(new X509Certificate(cert).checkIssued(new X509Certificate(await readFile(caFile, 'utf8')))).toBe(true);
  });
});
