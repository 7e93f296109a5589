import { lookup } from 'node:dns';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';

/** Addresses of a machine's own link, where clouds answer with credentials. */
const ownLink = new BlockList();
ownLink.addSubnet('169.254.0.0', 16, 'ipv4');
ownLink.addSubnet('fe80::', 10, 'ipv6');
ownLink.addAddress('fd00:ec2::254', 'ipv6');
// The first of them as IPv6 writes it: mapped, compatible, translated (NAT64), and 6to4.
for (const prefix of ['::ffff:', '::', '64:ff9b::']) ownLink.addSubnet(`${prefix}a9fe:0`, 112, 'ipv6');
ownLink.addSubnet('2002:a9fe::', 32, 'ipv6');

/** An address of the machine's own link was to be asked. */
export class OwnLinkError extends Error {
  readonly code = 'OWN_LINK';
}

const isOwnLink = (address: string): boolean => {
  const [plain = ''] = address.split('%');
  return ownLink.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
};

/** Throws `OwnLinkError` when one of these IP addresses, v4 or v6, is of the machine's own link. */
export function refuseOwnLink(addresses: readonly string[]): void {
  if (addresses.some(isOwnLink)) throw new OwnLinkError('An address of the own link');
}

/**
 * Looks a name up for a connection, which fails with the error of `refuse` when that throws for the addresses found: what was
 * checked is what is connected to. Node looks up no host that is an IP address already; ask `refuse` about those before.
 */
export function lookUpUnless(refuse: (addresses: readonly string[]) => void): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        done(error, []);
        return;
      }
      const [first] = found;
      try {
        refuse(found.map(({ address }) => address));
      } catch (refused) {
        done(refused instanceof Error ? refused : new Error('The address is refused'), []);
        return;
      }
      if (options.all === true || first === undefined) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

/** A lookup that fails with `OwnLinkError` when an answer is of the own link. */
export const lookUpElsewhere = lookUpUnless(refuseOwnLink);
