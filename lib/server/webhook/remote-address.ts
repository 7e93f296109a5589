/** The sender's address: the first one a proxy names, else the peer's. IPv4 comes wrapped into IPv6 and is unwrapped. */
export function remoteAddress(forwardedFor: string | null, peer: string | null): string | null {
  const address = forwardedFor?.split(',')[0]?.trim() ?? peer;
  return address?.replace(/^::ffff:(?=\d)/, '') ?? null;
}
