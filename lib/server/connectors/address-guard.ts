import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { type AllowedPlace } from '../process/setting';
import { lookUpUnless, refuseOwnLink } from '../process/own-link';

/** An address was to be asked that connectors may not reach. */
export class RefusedAddressError extends Error {
  readonly code = 'REFUSED_ADDRESS';
}

/** Networks that are nobody's on the internet: IANA's special-purpose registries, for IPv4 and for IPv6. */
// Apart: Node holds an IPv4 address for one of `::ffff:0:0/96`.
const inner = { ipv4: new BlockList(), ipv6: new BlockList() };
const innerV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
// IPv6 writes IPv4 addresses within itself: mapped, compatible, translated and 6to4. None of them is needed to reach anybody.
const innerV6 = ['::/96', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16', '100::/64', '2001::/23'];
const innerV6More = ['2001:db8::/32', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'];
for (const network of innerV4) add(network, 'ipv4');
for (const network of [...innerV6, ...innerV6More]) add(network, 'ipv6');

function add(network: string, family: 'ipv4' | 'ipv6'): void {
  const [address = '', bits = ''] = network.split('/');
  inner[family].addSubnet(address, Number(bits), family);
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** Whom connectors may ask. */
export interface AddressGuard {
  /** Throws `RefusedAddressError`, or `OwnLinkError`, for what can be told from the address alone. */
  refuse: (url: URL) => void;
  /** Looks the host up for a connection to `url`, and fails likewise for what it finds. */
  lookup: (url: URL) => LookupFunction;
}

const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '').toLowerCase();

/**
 * Lets through what is on the public internet by https, and what `allow` names by either scheme. Never the machine's own
 * link, where clouds answer with credentials.
 */
export function addressGuard(allow: readonly AllowedPlace[]): AddressGuard {
  const networks = new BlockList();
  const hosts = new Set<string>();
  for (const place of allow) {
    if ('host' in place) hosts.add(place.host);
    else networks.addSubnet(place.address, place.bits, familyOf(place.address));
  }
  const isListed = (address: string) => networks.check(address, familyOf(address));
  const isInner = (address: string) => inner[familyOf(address)].check(address, familyOf(address));
  const refuseAddresses = (url: URL, addresses: readonly string[]) => {
    const plain = addresses.map((address) => address.split('%')[0] ?? address);
    refuseOwnLink(plain);
    if (hosts.has(hostOf(url)) || plain.every(isListed)) return;
    if (url.protocol !== 'https:') throw new RefusedAddressError('An address by plain http');
    if (plain.some((address) => isInner(address) && !isListed(address))) {
      throw new RefusedAddressError('An address of an inner network');
    }
  };
  return {
    refuse: (url) => {
      const host = hostOf(url);
      if (isIP(host) !== 0) refuseAddresses(url, [host]);
      else if (url.protocol !== 'https:' && !hosts.has(host) && networks.rules.length === 0) {
        throw new RefusedAddressError('An address by plain http');
      }
    },
    lookup: (url) => lookUpUnless((addresses) => refuseAddresses(url, addresses)),
  };
}
