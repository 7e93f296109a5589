/** What an address asks for: `crmlost+ida@example.com` loses the answer to the first write about this person. */
export interface CrmSentinel {
  /** For people, on the page. */
  about: string;
  /** The first write is answered so and does nothing. */
  firstWrite?: 429;
  /** Every write is answered so and does nothing. */
  everyWrite?: 500;
  /** The first write is done, but its answer is lost. */
  loseFirst?: boolean;
  /** Somebody made this contact already, and reading by address does not find it. */
  taken?: boolean;
  /** The contact is archived right after it was created, as if by hand. */
  archiveFirst?: boolean;
}

/** By the part of the address before the plus sign. */
export const CRM_SENTINELS: Readonly<Record<string, CrmSentinel>> = {
  crm429: { about: 'the first write meets the ten-second limit', firstWrite: 429 },
  crm500: { about: 'every write meets a 500', everyWrite: 500 },
  crmlost: { about: 'the first write is done, but its answer is lost', loseFirst: true },
  crmtaken: { about: 'reading by address finds nothing, creating says that the contact exists', taken: true },
  crmarchived: { about: 'somebody archives the contact right after it was created', archiveFirst: true },
};

/** The sentinel in an address, if there is one. */
export function crmSentinelOf(email: string | undefined): CrmSentinel | undefined {
  const word = email === undefined ? undefined : /^([a-z0-9]+)\+[^@]*@/i.exec(email)?.[1]?.toLowerCase();
  return word !== undefined && Object.hasOwn(CRM_SENTINELS, word) ? CRM_SENTINELS[word] : undefined;
}
