import { describe, expect, it } from 'vitest';
import { OwnLinkError } from '../process/own-link';
import { addressGuard, RefusedAddressError } from './address-guard';

const refuses = (url: string, guard = addressGuard([])) => {
  return () => {
    guard.refuse(new URL(url));
  };
};

/** What a connection to `url` finds: the address, or the error that it fails with. */
function lookedUp(url: string, guard = addressGuard([])): Promise<unknown> {
  const parsed = new URL(url);
  return new Promise((resolve) => {
    guard.lookup(parsed)(parsed.hostname, { all: false }, (error, address) => resolve(error ?? address));
  });
}

describe('the guard of connectors', () => {
  it.each(['https://crm.example.com/hook', 'https://93.184.216.34/', 'https://[2606:2800:220:1::1]/'])(
    'lets %s pass',
    (url) => {
      expect(refuses(url)).not.toThrow();
    },
  );

  it.each([
    'http://crm.example.com/hook',
    'http://93.184.216.34/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://10.1.2.3/',
    'https://172.31.0.1/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://224.0.0.1/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::a00:1]/',
    'https://[2002:a00:1::1]/',
    'https://[fd00::1]/',
    'https://[ff02::1]/',
  ])('refuses %s', (url) => {
    expect(refuses(url)).toThrow(RefusedAddressError);
  });

  it('refuses what the machine’s own link answers with, even when its network is allowed', () => {
    const all = addressGuard([{ address: '0.0.0.0', bits: 0 }, { address: '::', bits: 0 }, { host: 'metadata.test' }]);
    for (const url of ['http://169.254.169.254/', 'https://[fe80::1]/', 'https://[::ffff:169.254.169.254]/']) {
      expect(refuses(url, all)).toThrow(OwnLinkError);
    }
  });

  it('lets hosts and networks pass that are allowed, by plain http too', async () => {
    const guard = addressGuard([{ host: 'localhost' }, { address: '10.0.0.0', bits: 8 }]);
    expect(refuses('http://localhost:8080/', guard)).not.toThrow();
    expect(refuses('http://10.9.8.7/', guard)).not.toThrow();
    expect(refuses('http://192.168.1.1/', guard)).toThrow(RefusedAddressError);
    expect(await lookedUp('http://localhost/', guard)).toMatch(/^(127\.0\.0\.1|::1)$/);
  });

  it('C30: a name that leads to an inner address is refused by the connection itself', async () => {
    expect(await lookedUp('https://localhost/')).toBeInstanceOf(RefusedAddressError);
  });
});
