import { type DeliveryName } from '../deliveries/delivery';

/** Events of one command: far below what a shell takes as one argument. */
const namesAtOnce = 500;

/** In single quotes as a POSIX shell reads them. */
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * The same redeliveries by the Auth0 CLI 1.x, which requests them one after the other (`auth0 event-streams redeliver`,
 * https://auth0.github.io/auth0-cli/auth0_event-streams_redeliver.html). Each event is named: the filter of `redeliver-many`
 * knows no causes, and would take along what fits besides.
 */
export function redeliveryCommand(names: readonly DeliveryName[]): string {
  const lines = [...Map.groupBy(names, ({ streamId }) => streamId)].flatMap(([streamId, of]) =>
    chunked(of).map((some) => {
      const ids = some.map(({ eventId }) => eventId).join(',');
      return `auth0 event-streams redeliver ${quoted(streamId)} ${quoted(ids)}`;
    }),
  );
  return lines.join('\n');
}

function chunked(names: readonly DeliveryName[]): DeliveryName[][] {
  const count = Math.ceil(names.length / namesAtOnce);
  return Array.from({ length: count }, (_, n) => names.slice(n * namesAtOnce, (n + 1) * namesAtOnce));
}
