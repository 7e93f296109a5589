import { type DayBudgetAnswer } from '../../../connectors/connector-answers';
import { minuteMs } from '../../../spans';
import { type Store } from '../../../store';
import { otherSideTrouble } from '../../http/connector-problem';
import { dayUsage } from './hubspot-account';
import { openHubspot } from './hubspot-deeds';
import { partsOf } from './hubspot-source';

/** What was told last, by number of the connector and version of its settings: looking must not use the day up. */
const told = new Map<string, DayBudgetAnswer>();

/** How much of the account's day is used, of the last minute. Throws a problem where HubSpot does not tell. */
export async function hubspotBudget({ store, id }: { store: Store; id: number }): Promise<DayBudgetAnswer> {
  const opened = await openHubspot({ store, id }, 'a day');
  const key = `${id} ${opened.connector.configVersion}`;
  const known = told.get(key);
  if (known !== undefined && store.nowMs() - known.readAtMs < minuteMs) return known;
  const result = await dayUsage(partsOf(opened));
  if (result.kind === 'stopped') otherSideTrouble(opened.connector, result.error);
  const answer = { ...result.value, readAtMs: store.nowMs() };
  told.set(key, answer);
  return answer;
}
