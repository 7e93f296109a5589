import { Socket } from 'node:net';
import { type TableConfig } from '../../../connectors/table-config';
import { type AddressGuard } from '../address-guard';

/** The place of the server as the guard knows places: what is not encrypted counts as plain http. */
export function placeOf({ host, port, tls }: Pick<TableConfig, 'host' | 'port' | 'tls'>): URL {
  return new URL(`${tls === 'off' ? 'http' : 'https'}://${host}:${port}/`);
}

/** The host as the network knows it: an IPv6 address has no brackets there. */
export const plainHost = ({ host }: Pick<TableConfig, 'host'>) => host.replace(/^\[|\]$/g, '');

/** A connection that is made only to an address that the guard lets through. */
export class GuardedSocket extends Socket {
  readonly #place: URL;
  readonly #guard: AddressGuard;

  constructor(place: URL, guard: AddressGuard) {
    super();
    this.#place = place;
    this.#guard = guard;
  }

  override connect(...args: unknown[]): this {
    const [port, host] = args;
    if (typeof port !== 'number' || typeof host !== 'string') {
      throw new TypeError('Only a host and a port are connected to');
    }
    // Over a socket of an address Node would compare the certificate with `localhost`: it looks here for a name first.
    Object.assign(this, { _host: host });
    try {
      this.#guard.refuse(this.#place);
    } catch (error) {
      process.nextTick(() => this.destroy(error instanceof Error ? error : undefined));
      return this;
    }
    return super.connect({ port, host, lookup: this.#guard.lookup(this.#place) });
  }
}
