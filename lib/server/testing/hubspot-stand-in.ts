import { addressGuard } from '../connectors/address-guard';
import { type HubspotParts } from '../connectors/hubspot/hubspot-request';
import { startSimulator } from './simulated-tenant';

/** A call as the stand-in has seen it; status 0: the client got no answer. */
export interface SeenCall {
  method: string;
  path: string;
  query: string;
  body?: unknown;
  status: number;
  correlationId: string;
}

export interface HubspotStandIn {
  /** What a client of it is made with: a key that may do everything, unless told otherwise. */
  parts: (more?: Partial<HubspotParts>) => HubspotParts;
  stop: () => Promise<void>;
  /** Begins anew, with these contacts and settings alone, and with the properties that we make. */
  reset: (contacts?: readonly object[], config?: object) => Promise<void>;
  control: <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>;
  /** Makes calls go wrong, the next one alone unless told otherwise. */
  trouble: (respond: object, more?: object) => Promise<unknown>;
  calls: () => Promise<SeenCall[]>;
  /** Contacts as they are there, archived ones too. */
  contacts: () => Promise<SeenContact[]>;
}

interface SeenContact {
  id: string;
  properties: Record<string, string>;
  archived: boolean;
}

const ownProperties = [
  { name: 'auth0_user_id', hasUniqueValue: true },
  { name: 'auth0_status', hasUniqueValue: false },
];

/** The stand-in for HubSpot as a program of its own, spoken to over HTTP only; the caller stops it. */
export async function startHubspot(): Promise<HubspotStandIn> {
  const { url, stop, control: controlAll } = await startSimulator();
  const control: HubspotStandIn['control'] = (method, path, body) => controlAll(method, `/hubspot/${path}`, body);
  return {
    stop,
    control,
    parts: (more = {}) => ({
      token: 'pat-sim-hubspot',
      guard: addressGuard([]),
      baseUrl: `${url}/hubspot`,
      timeZone: null,
      nowMs: Date.now,
      ...more,
    }),
    reset: async (contacts = [], config = {}) => {
      // Contacts come last: their values need the properties.
      await control('POST', 'reset', { contacts: [], config });
      for (const property of ownProperties) {
        const shape = { label: property.name, type: 'string', fieldType: 'text', groupName: 'contactinformation' };
        await control('POST', 'properties', { ...shape, ...property });
      }
      if (contacts.length > 0) await control('POST', 'contacts', { contacts });
    },
    trouble: (respond, more = { times: 1 }) => control('POST', 'troubles', { respond, ...more }),
    calls: async () => (await control<{ calls: SeenCall[] }>('GET', 'calls')).calls,
    contacts: async () => (await control<{ contacts: SeenContact[] }>('GET', 'contacts')).contacts,
  };
}
