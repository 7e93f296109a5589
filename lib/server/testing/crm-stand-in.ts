import { startSimulator } from './simulated-tenant';

/** A call as the small CRM has seen it; status 0: the client got no answer. */
export interface SeenCrmCall {
  method: string;
  path: string;
  query: string;
  body?: Record<string, unknown>;
  status: number;
}

export type SeenCrmContact = { id: number } & Record<string, unknown>;

export interface CrmStandIn {
  baseUrl: string;
  token: string;
  stop: () => Promise<void>;
  /** Begins anew, with these contacts alone. */
  reset: (contacts?: readonly object[], config?: object) => Promise<void>;
  control: <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>;
  /** Makes calls go wrong, the next one alone unless told otherwise. */
  trouble: (respond: object, more?: object) => Promise<unknown>;
  calls: () => Promise<SeenCrmCall[]>;
  contacts: () => Promise<SeenCrmContact[]>;
}

/** The small CRM of the simulator as a program of its own, spoken to over HTTP only; the caller stops it. */
export async function startCrm(): Promise<CrmStandIn> {
  const { url, stop, control: controlAll } = await startSimulator();
  const control: CrmStandIn['control'] = (method, path, body) => controlAll(method, `/crm/${path}`, body);
  return {
    ...{ stop, control, baseUrl: `${url}/crm`, token: 'crm-sim-token' },
    reset: async (contacts = [], config = {}) => {
      await control('POST', 'reset', { contacts, ...config });
    },
    trouble: (respond, more = { times: 1 }) => control('POST', 'troubles', { respond, ...more }),
    calls: async () => (await control<{ calls: SeenCrmCall[] }>('GET', 'calls')).calls,
    contacts: async () => (await control<{ contacts: SeenCrmContact[] }>('GET', 'contacts')).contacts,
  };
}
