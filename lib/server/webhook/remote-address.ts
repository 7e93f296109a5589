import { isIP } from 'node:net';

/** "[2001:db8::1]:443" and "192.0.2.7:443" name a port as well; some proxies write it. */
const withPort = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/;

/**
 * The sender's address: the first one a proxy names, else the peer's. Anybody can send `X-Forwarded-For`, so that only an
 * address is taken from it. IPv4 comes wrapped into IPv6 and is unwrapped.
 */
export function remoteAddress(forwardedFor: string | null, peer: string | null): string | null {
  const named = forwardedFor?.split(',', 1)[0]?.trim() ?? '';
  const [, six, four] = withPort.exec(named) ?? [];
  const address = six ?? four ?? named;
  return (isIP(address) === 0 ? peer : address)?.replace(/^::ffff:(?=\d)/, '') ?? null;
}
