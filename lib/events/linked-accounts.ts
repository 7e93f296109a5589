import { isJsonObject, type JsonValue } from '../json/json';
import { type Change } from './change';

/** What a change of `identities` did to the linked accounts, each as `provider|user_id`. */
export interface LinkedAccounts {
  linked: string[];
  unlinked: string[];
  /** Accounts that stayed, of which only details differ when nothing was linked or unlinked. */
  kept: string[];
}

/** Reads a change of `identities` as accounts; null for another field, or a value that is cut or no list of accounts. */
export function linkedAccounts({ field, before, after, cut }: Change): LinkedAccounts | null {
  if (field !== 'identities' || cut === true) return null;
  const [was, is] = [accountsOf(before), accountsOf(after)];
  if (was === null || is === null) return null;
  return {
    linked: is.filter((account) => !was.includes(account)),
    unlinked: was.filter((account) => !is.includes(account)),
    kept: is.filter((account) => was.includes(account)),
  };
}

/** Linked accounts as `provider|user_id`; null for a value that is no list of them. */
export function accountsOf(value: JsonValue | undefined): string[] | null {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return null;
  const accounts = value.map(accountOf);
  return accounts.every((account) => account !== null) ? accounts : null;
}

function accountOf(identity: JsonValue): string | null {
  if (typeof identity === 'string') return identity;
  if (!isJsonObject(identity)) return null;
  const { provider, user_id: id } = identity;
  return typeof provider === 'string' && typeof id === 'string' ? `${provider}|${id}` : null;
}
