import 'server-only';
import { createLoader } from 'nuqs/server';
import { eventQueryParsers } from '../../events/event-search';
import { Problem } from '../http/problem';

const read = createLoader(eventQueryParsers);

/**
 * Filters, cursor and page size of an API call. Lists may be repeated or comma separated; unknown parameters are ignored.
 * Throws a 400 problem that names the field for a value it does not understand (a page would ignore it).
 */
export function parseEventQuery(query: URLSearchParams) {
  const joined = new URLSearchParams();
  for (const name of new Set(query.keys())) joined.set(name, query.getAll(name).join(','));
  const parsed = read(joined);
  for (const [name, value] of Object.entries(parsed)) {
    if (value === null && (joined.get(name) ?? '') !== '') {
      throw new Problem(400, 'Bad value', `query field "${name}": not understood`, { field: name });
    }
  }
  return parsed;
}
