import type { Answer } from '../http/answer.ts';
import { asksForArchived, bodyOf, requireContacts } from './call-input.ts';
import { type ApiVersion, type HubspotCall, type HubspotRoute, versioned } from './hubspot-route.ts';
import { CONTACT_SCOPES, SCHEMA_SCOPES } from './service-keys.ts';

const READ: readonly string[] = [...CONTACT_SCOPES, SCHEMA_SCOPES[0]];
const WRITE: readonly string[] = [SCHEMA_SCOPES[1]];

const ok = (body: unknown): Answer => ({ status: 200, body });

/** Property definitions and their groups. */
export function propertyRoutes(version: ApiVersion): HubspotRoute[] {
  const route = (
    method: string,
    path: string,
    scopes: readonly string[],
    handle: (call: HubspotCall) => Answer,
  ): HubspotRoute => ({
    method,
    path: `${versioned(version, 'properties')}/:objectType${path}`,
    version,
    scopes,
    handle: (call) => {
      requireContacts(call);
      return handle(call);
    },
  });
  const name = ({ request }: HubspotCall) => request.params.name ?? '';
  return [
    route('GET', '', READ, (call) => ok({ results: call.portal.properties.list(asksForArchived(call)) })),
    route('POST', '', WRITE, (call) => ({ status: 201, body: call.portal.createProperty(bodyOf(call)) })),
    route('GET', '/groups', READ, ({ portal }) => ok({ results: portal.properties.groups() })),
    route('POST', '/groups', WRITE, (call) => ({
      status: 201,
      body: call.portal.properties.createGroup(bodyOf(call)),
    })),
    route('GET', '/groups/:name', READ, (call) => ok(call.portal.properties.group(name(call)))),
    route('GET', '/:name', READ, (call) => ok(call.portal.properties.one(name(call), asksForArchived(call)))),
    route('DELETE', '/:name', WRITE, (call) => {
      call.portal.archiveProperty(name(call));
      return { status: 204 };
    }),
  ];
}
