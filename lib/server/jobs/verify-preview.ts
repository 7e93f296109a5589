import 'server-only';
import { hasRecords } from '../../connectors/record-kinds';
import { type VerifyPreview } from '../../jobs/job-answers';
import { type VerifyInput } from '../../jobs/verify-connector';
import { type Store } from '../../store';
import { paceOf } from '../connectors/verify/verifiers';
import { recordsToCompare, startedConnector } from './connector-subject';

/** What comparing the other side with the mirror would look at. Asks the other side for nothing. */
export async function previewVerify(store: Store, { connector: id }: VerifyInput): Promise<VerifyPreview> {
  const connector = await startedConnector(store, id, 'verify');
  const total = await recordsToCompare(store, connector);
  const tookMs = hasRecords(connector.config) ? Math.round(total * paceOf(connector)) : null;
  return { kind: 'verify_connector', total, tookMs };
}
