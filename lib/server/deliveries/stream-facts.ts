import 'server-only';
import { type DeliveryStreamFacts } from '../../deliveries/delivery-view';
import { endpointHost, type EventStream, pointsHere } from '../../streams/stream';
import { env } from '../process/env';

/** What lists of deliveries tell of an event stream; of one that Auth0 does not list, its id. `failed`: open deliveries. */
export function streamFacts(id: string, stream: EventStream | undefined, failed: number): DeliveryStreamFacts {
  if (stream === undefined) return { id, name: id, pointsHere: null, host: null, failed };
  return {
    id,
    name: stream.name,
    pointsHere: pointsHere(stream, env().webhookUrl),
    host: endpointHost(stream),
    failed,
  };
}
