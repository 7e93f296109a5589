import { type ConnectorCheckAnswer } from '../../../connectors/connector-answers';
import { type Store } from '../../../store';
import { wrongKind } from '../../http/connector-problem';
import { openRecords } from '../records/record-deeds';
import { checkRest } from './check-rest';

/** Looks at the CRM of a connector. Writes nothing there. Throws a problem where it is none, or its secret cannot be opened. */
export async function checkRestConnector(asked: { store: Store; id: number }): Promise<ConnectorCheckAnswer> {
  const { connector, config, ...parts } = await openRecords(asked, 'check');
  if (config.kind !== 'rest') wrongKind('check', connector);
  return checkRest({ ...parts, config });
}
