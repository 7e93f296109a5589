import { type ApiClient } from './api.ts';
import { contacts, contactWrites } from './hubspot-acts.ts';
import { type Tenant } from './tenant.ts';

/** The stand-in with Ada (42) and Grace (77). A merge keeps the first of two. */
export async function prepareHubspot(tenant: Tenant): Promise<void> {
  const people = [
    {
      id: '42',
      properties: { email: 'ada@old.test', firstname: 'Ada', lastname: 'Okafor', company: 'Okafor Engines' },
    },
    { id: '77', properties: { email: 'grace@example.test', firstname: 'Grace', lastname: 'Mwangi' } },
  ];
  await tenant.control('POST', '/hubspot/reset', { contacts: people, config: { mergeKeepsPrimary: true } });
}

/** What stands in a contact of the stand-in; null where there is none. */
export async function contactOf(tenant: Tenant, id: string): Promise<Record<string, string> | null> {
  return (await contacts(tenant)).find((contact) => contact.id === id)?.properties ?? null;
}

/** Writes about contacts as "PATCH 42", oldest first. */
export async function writesOf(tenant: Tenant): Promise<string[]> {
  return (await contactWrites(tenant)).map((call) => call.replace(/ \S*\/contacts\/?/, ' ').trim());
}

interface LaneSeen {
  key: string;
  state: string;
  reason: string | null;
  link: { recordId: string; role: string; origin: string } | null;
}

/** Where a user stands in a connector; null where it has not been woken. */
export async function laneOf(viewer: ApiClient, id: number, userId: string): Promise<LaneSeen | null> {
  const path = `/api/connectors/${id}/lanes?q=${encodeURIComponent(userId)}`;
  const { items } = await viewer.get<{ items: LaneSeen[] }>(path);
  return items.find(({ key }) => key === userId) ?? null;
}
