import type { Portal } from './portal.ts';

/** Somebody the sales team has known before the first user event came. */
export interface KnownPerson {
  email: string;
  firstname?: string | undefined;
  lastname?: string | undefined;
}

const FIXED: readonly (readonly [id: string, values: Readonly<Record<string, string>>])[] = [
  [
    '12',
    {
      email: 'nora.petrov@example.test',
      firstname: 'Nora',
      lastname: 'Petrov',
      company: 'Petrov & Daughters',
      lifecyclestage: 'customer',
    },
  ],
  [
    '27',
    {
      email: 'li.wen@example.test',
      firstname: 'Wen',
      lastname: 'Li',
      company: 'Harbour Logistics',
      lifecyclestage: 'opportunity',
    },
  ],
  [
    '42',
    {
      email: 'ada@old.test',
      firstname: 'Ada',
      lastname: 'Okafor',
      company: 'Okafor Engines',
      lifecyclestage: 'customer',
    },
  ],
  ['77', { email: 'grace@example.test', firstname: 'Grace', lastname: 'Mwangi', phone: '+254 20 555 0177' }],
];
/** Ids of those who are also users; below the first one that clients see made. */
const FIRST_KNOWN_ID = 81;

/** Fills the account of the demo. */
export function seedPortal(portal: Portal, known: readonly KnownPerson[]): void {
  for (const [id, values] of FIXED) portal.contacts.create(values, { id });
  for (const [index, { email, firstname = '', lastname = '' }] of known.entries()) {
    portal.contacts.create(
      { email, firstname, lastname, lifecyclestage: 'lead' },
      { id: String(FIRST_KNOWN_ID + index) },
    );
  }
}
