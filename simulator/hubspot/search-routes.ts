import { isObject, type JsonObject, listOf, textOf, textsOf } from '../ground/json.ts';
import type { Answer } from '../http/answer.ts';
import { askedLimit, bodyOf, requireContacts } from './call-input.ts';
import { type Contact, contactBody } from './contact.ts';
import { badInput } from './hubspot-error.ts';
import { type ApiVersion, type HubspotCall, type HubspotRoute, versioned } from './hubspot-route.ts';
import { compareValues, meetsGroups, meetsQuery, readFilterGroups } from './search-filter.ts';
import { CONTACT_SCOPES } from './service-keys.ts';

const LONGEST = 3000;
const MOST_RESULTS = 10_000;

interface Hit {
  contact: Contact;
  values: Readonly<Record<string, string>>;
}

interface Sort {
  name: string;
  descending: boolean;
}

/** `"-createdate"`, `"createdate"` or `{propertyName, direction}`; one at most. */
function readSort(body: JsonObject): Sort | undefined {
  const [sort, ...more] = listOf(body.sorts) ?? [];
  if (more.length > 0) throw badInput('Only one sort is allowed');
  if (typeof sort === 'string') return { name: sort.replace(/^-/, ''), descending: sort.startsWith('-') };
  const name = isObject(sort) ? textOf(sort.propertyName) : undefined;
  return name === undefined ? undefined : { name, descending: isObject(sort) && sort.direction === 'DESCENDING' };
}

function order(hits: Hit[], sort: Sort | undefined): Hit[] {
  const byId = (a: Hit, b: Hit) => Number(a.contact.id) - Number(b.contact.id);
  if (!sort) return hits.sort(byId);
  const sign = sort.descending ? -1 : 1;
  const of = ({ values }: Hit) => values[sort.name] ?? '';
  return hits.sort((a, b) => sign * compareValues(of(a), of(b)) || byId(a, b));
}

/** By an index that lags behind, and in which archived records never are. */
function search(call: HubspotCall): Answer {
  requireContacts(call);
  const { portal, request } = call;
  if (request.rawBody.length > LONGEST) throw badInput(`The body of a search has at most ${LONGEST} characters`);
  const body = bodyOf(call);
  const groups = readFilterGroups(body.filterGroups, portal.properties);
  const query = textOf(body.query) ?? '';
  const sort = readSort(body);
  const limit = askedLimit(
    typeof body.limit === 'string' || typeof body.limit === 'number' ? body.limit : null,
    10,
    200,
  );
  const after = Number(body.after ?? 0);
  if (!Number.isInteger(after) || after < 0) throw badInput('Invalid input: after');
  if (after + limit > MOST_RESULTS) throw badInput(`A search ends after ${MOST_RESULTS} results`);
  const found = portal.contacts.list().flatMap((contact): Hit[] => {
    const values = call.hidden.has(contact.id) ? undefined : portal.contacts.searchable(contact);
    return values && meetsGroups(values, groups) && meetsQuery(values, query) ? [{ contact, values }] : [];
  });
  const names = textsOf(body.properties);
  const isDefined = (name: string) => portal.properties.get(name) !== undefined;
  const results = order(found, sort).slice(after, after + limit);
  return {
    status: 200,
    body: {
      total: found.length,
      results: results.map(({ contact, values }) => contactBody(contact, { names, isDefined, values })),
      ...(after + limit < found.length && { paging: { next: { after: String(after + limit) } } }),
    },
  };
}

export function searchRoutes(version: ApiVersion): HubspotRoute[] {
  return [
    {
      method: 'POST',
      path: `${versioned(version, 'objects')}/:objectType/search`,
      version,
      scopes: [CONTACT_SCOPES[0]],
      search: true,
      handle: search,
    },
  ];
}
