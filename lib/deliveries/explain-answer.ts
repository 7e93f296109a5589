import { type SideRow } from './both-sides';
import { type Alert } from '../alerts/alert';
import { type DeliveryCause } from './delivery';
import { type DeliverySummary } from './delivery-record';
import { type DeliveryStreamFacts } from './delivery-view';
import { type FailureExplanation } from './explain-failure';

/** Answer of `GET /api/deliveries/explain`: a cause, or one delivery, explained. */
export interface ExplainAnswer extends FailureExplanation {
  cause: DeliveryCause;
  /** Zone of the times in the sentences. */
  timeZone: string;
  /** Open deliveries that are explained. */
  count: number;
  /** Event streams that they failed through. */
  streams: DeliveryStreamFacts[];
  /** The delivery whose newest failed attempt is shown from both sides; null where no attempt has been made. */
  shown: ShownAttempt;
  /** Keys of the deliveries of the same cause that failed after and before it. */
  newer: string | null;
  older: string | null;
  /** The alert about this cause that is not closed; null where there is none. */
  alert: Pick<Alert, 'id' | 'state'> | null;
  /** The address that can be probed from here; null where the event stream has none. */
  probe: { streamId: string; address: string } | null;
}

/** One attempt of a delivery, from both sides. */
export interface ShownAttempt {
  delivery: DeliverySummary;
  /** In order of time; empty where no attempt has been made. */
  rows: SideRow[];
}
