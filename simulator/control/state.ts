import { destinationText } from '../tenant/event-stream.ts';
import type { StreamOutlet } from '../delivery/stream-outlet.ts';
import type { Simulation } from '../program/simulation.ts';

function streamState(outlet: StreamOutlet): object {
  const { stream, log, counts, tricks, failedInARow, underway } = outlet;
  return {
    id: stream.id,
    name: stream.name,
    status: stream.status,
    type: stream.destination.type,
    destination: destinationText(stream.destination),
    subscriptions: stream.subscriptions,
    failed: log.size,
    failedInARow,
    underway,
    delivered: counts.total.delivered,
    failedOutcomes: counts.total.failed,
    tricks,
  };
}

/** What `GET /__sim/state` tells. */
export function stateOf(simulation: Simulation): object {
  const { tenant, settings, calls, troubles, traffic } = simulation;
  return {
    issuer: simulation.issuer,
    seed: simulation.seed,
    config: settings,
    traffic: traffic.state,
    users: tenant.users.size,
    streams: tenant.outlets().map(streamState),
    troubles: troubles.list(),
    calls: calls.list().length,
    feed: tenant.feed.list().slice(-50),
  };
}
