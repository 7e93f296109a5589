import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressesOf, allProperties, type Contact } from './contact.ts';
import { HubspotError } from './hubspot-error.ts';
import { Portal } from './portal.ts';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');

function account() {
  let nowMs = NOON;
  const portal = new Portal(() => nowMs);
  portal.createProperty({
    name: 'auth0_user_id',
    label: 'Auth0 user ID',
    type: 'string',
    fieldType: 'text',
    groupName: 'contactinformation',
    hasUniqueValue: true,
  });
  return { portal, contacts: portal.contacts, wait: (ms: number) => (nowMs += ms) };
}

function refusal(deed: () => unknown): Pick<HubspotError, 'status' | 'message'> {
  try {
    deed();
  } catch (error) {
    if (error instanceof HubspotError) return { status: error.status, message: error.message };
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('addresses', () => {
  it('are taken whatever their case, additional ones too', () => {
    const { contacts } = account();
    contacts.create({ email: 'Ada@Example.test' }, { id: '42', additionalEmails: ['ada@old.test'] });
    for (const email of ['ADA@example.test', 'ADA@old.test']) {
      expect(refusal(() => contacts.create({ email }))).toEqual({
        status: 409,
        message: 'Contact already exists. Existing ID: 42',
      });
    }
  });

  it('stay unchanged when a change is refused', () => {
    const { contacts } = account();
    contacts.create({ email: 'grace@example.test' }, { id: '77' });
    const ada = contacts.create({ email: 'ada@example.test', firstname: 'Ada' }, { id: '42' });
    const change = { email: 'grace@example.test', firstname: 'Augusta' };
    expect(refusal(() => contacts.update(ada, change)).message).toBe('Contact already exists. Existing ID: 77');
    expect(contacts.get('42')?.values).toMatchObject({ email: 'ada@example.test', firstname: 'Ada' });
  });

  it('of archived records are free, and have to be free to restore one', () => {
    const { contacts } = account();
    const first = contacts.create({ email: 'ada@example.test' }, { id: '42' });
    contacts.archive(first);
    const second = contacts.create({ email: 'ada@example.test' });
    const archived = contacts.get('42');
    if (!archived) throw new Error('It is gone.');
    expect(refusal(() => contacts.restore(archived)).message).toBe(`Contact already exists. Existing ID: ${second.id}`);
    contacts.erase(second);
    contacts.restore(archived);
    expect(contacts.holderOf('email', 'ada@example.test')?.id).toBe('42');
  });

  it('that were replaced are dropped, or stay as additional ones when the account is set so', () => {
    const { portal, contacts } = account();
    const ada = contacts.create({ email: 'a@x.test' });
    const moved = contacts.update(ada, { email: 'b@x.test' });
    expect(addressesOf(moved)).toEqual(['b@x.test']);
    portal.settings.formerEmailStays = true;
    expect(addressesOf(contacts.update(moved, { email: 'c@x.test' }))).toEqual(['c@x.test', 'b@x.test']);
  });

  it('of a deleted person are refused for good, or taken again when the account is set so', () => {
    const { portal, contacts } = account();
    contacts.erase(contacts.create({ email: 'ada@example.test' }, { additionalEmails: ['ada@old.test'] }));
    expect(refusal(() => contacts.create({ email: 'ADA@old.test' }))).toMatchObject({ status: 400 });
    portal.settings.erasedAddresses = 'taken';
    expect(contacts.create({ email: 'ada@old.test' }).values.email).toBe('ada@old.test');
  });
});

describe('values', () => {
  it('are cleared by an empty text, and a lifecycle stage goes backward only after that', () => {
    const { contacts } = account();
    const ada = contacts.create({ email: 'a@x.test', firstname: 'Ada', lifecyclestage: 'customer' });
    const passedOver = contacts.update(ada, { firstname: '', lifecyclestage: 'lead' });
    expect(passedOver.values).toEqual({ email: 'a@x.test', lifecyclestage: 'customer' });
    const cleared = contacts.update(passedOver, { lifecyclestage: '' });
    expect(contacts.update(cleared, { lifecyclestage: 'lead' }).values.lifecyclestage).toBe('lead');
  });

  it('of a unique property are refused a second time with a sentence of their own', () => {
    const { contacts } = account();
    const ada = contacts.create({ email: 'a@x.test', auth0_user_id: 'auth0|1' });
    const told = refusal(() => contacts.create({ email: 'b@x.test', auth0_user_id: 'auth0|1' }));
    expect(told.status).toBe(400);
    expect(told.message).toContain(
      `propertyName=auth0_user_id, value=auth0|1} on 102. ${ada.id} already has that value.`,
    );
  });

  it('of a property that was archived count as unique no longer', () => {
    const { portal, contacts } = account();
    contacts.create({ email: 'a@x.test', auth0_user_id: 'auth0|1' });
    portal.archiveProperty('auth0_user_id');
    expect(contacts.holderOf('auth0_user_id', 'auth0|1')).toBeUndefined();
  });
});

describe('a merge', () => {
  const merged = (keepsPrimary: boolean) => {
    const { portal, contacts } = account();
    portal.settings.mergeKeepsPrimary = keepsPrimary;
    const ada = contacts.create({ email: 'ada@x.test', firstname: 'Ada' }, { id: '42' });
    const other = { email: 'grace@x.test', firstname: 'Grace', phone: '1', lifecyclestage: 'customer' };
    const grace = contacts.create(other, { id: '77' });
    return { portal, contacts, result: contacts.merge(ada, grace) };
  };

  it('makes a new record of which both ids tell', () => {
    const { portal, contacts, result } = merged(false);
    expect(allProperties(result)).toMatchObject({
      hs_object_id: '101',
      email: 'ada@x.test',
      firstname: 'Ada',
      phone: '1',
      lifecyclestage: 'customer',
      hs_additional_emails: 'grace@x.test',
      hs_merged_object_ids: '42;77',
    });
    expect([contacts.get('42')?.id, contacts.get('77')?.id]).toEqual(['101', '101']);
    portal.settings.mergedIds = 'gone';
    expect([contacts.get('42'), contacts.get('77'), contacts.get('101')?.id]).toEqual([undefined, undefined, '101']);
  });

  it('keeps the primary id when the account is set so', () => {
    const { contacts, result } = merged(true);
    expect(allProperties(result)).toMatchObject({ hs_object_id: '42', hs_merged_object_ids: '77' });
    expect(contacts.get('77')?.id).toBe('42');
    expect(contacts.holderOf('email', 'grace@x.test')?.id).toBe('42');
  });

  it('is followed through a second one', () => {
    const { contacts, result } = merged(false);
    const last = contacts.merge(contacts.create({ email: 'lin@x.test' }), result);
    expect(contacts.get('42')?.id).toBe(last.id);
    expect(allProperties(last).hs_merged_object_ids).toBe('42;77;102;101');
  });
});

describe('search', () => {
  it('shows a record, and each of its changes, after the lag, and an archived one never', () => {
    const { contacts, wait } = account();
    const ada = contacts.create({ email: 'a@x.test', firstname: 'Ada' });
    expect(contacts.searchable(ada)).toBeUndefined();
    wait(5000);
    const changed = contacts.update(ada, { firstname: 'Augusta' });
    expect(contacts.searchable(changed)?.firstname).toBe('Ada');
    wait(5000);
    expect(contacts.searchable(changed)?.firstname).toBe('Augusta');
    contacts.archive(changed);
    expect(contacts.list().map((contact) => contacts.searchable(contact))).toEqual([undefined]);
  });
});

describe('whole', () => {
  it('leaves nothing of what came before a refusal', () => {
    const { contacts, wait } = account();
    const ada = contacts.create({ email: 'a@x.test', firstname: 'Ada' });
    wait(10_000);
    const batch = () =>
      contacts.whole(() => {
        contacts.update(ada, { firstname: 'Augusta', email: 'new@x.test' });
        contacts.create({ email: 'b@x.test' });
        contacts.create({ email: 'b@x.test' });
      });
    expect(refusal(batch).status).toBe(409);
    wait(10_000);
    expect(contacts.list().map(({ values }) => values.email)).toEqual(['a@x.test']);
    expect(contacts.holderOf('email', 'a@x.test')?.values.firstname).toBe('Ada');
    expect(contacts.holderOf('email', 'new@x.test')).toBeUndefined();
    expect(contacts.searchable(ada)?.firstname).toBe('Ada');
  });
});

interface Deed {
  act: keyof typeof ACTS;
  who: number;
  other: number;
  email: string;
  user: string;
}

type Store = ReturnType<typeof account>['contacts'];
type Act = (contacts: Store, contact: Contact, deed: Deed, other: Contact | undefined) => void;

const isLive = (contact: Contact | undefined) => contact?.archivedAtMs === undefined;
const create: Act = (contacts, _contact, { email, user }) =>
  void contacts.create({ email, firstname: 'X', auth0_user_id: user });
const ACTS = {
  create,
  update: (contacts, contact, { email, user }) => void contacts.update(contact, { email, auth0_user_id: user }),
  archive: (contacts, contact) => contacts.archive(contact),
  restore: (contacts, contact) => void contacts.restore(contact),
  merge: (contacts, contact, _deed, other) => {
    if (other && isLive(other)) contacts.merge(contact, other);
  },
  erase: (contacts, contact) => contacts.erase(contact),
} satisfies Record<string, Act>;

function perform(contacts: Store, deed: Deed): void {
  const [contact, other] = [contacts.list()[deed.who], contacts.list()[deed.other]];
  const act: Act = contact ? ACTS[deed.act] : create;
  const needsLive = !['create', 'restore', 'erase'].includes(deed.act);
  if (contact && (needsLive ? !isLive(contact) : deed.act === 'restore' && isLive(contact))) return;
  try {
    act(contacts, contact ?? NOBODY, deed, other);
  } catch (error) {
    if (!(error instanceof HubspotError)) throw error;
  }
}

const NOBODY: Contact = { id: '0', createdAtMs: 0, updatedAtMs: 0, values: {}, additionalEmails: [], merged: [] };

/** Deeds on a few people, so that they get into one another's way. */
const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.record({
    act: fc.constantFrom('create', 'update', 'archive', 'restore', 'merge', 'erase'),
    who: fc.nat(6),
    other: fc.nat(6),
    email: fc.constantFrom('a@x.test', 'B@x.test', 'c@x.test', 'd@x.test', ''),
    user: fc.constantFrom('u1', 'u2', 'u3', ''),
  }),
  { maxLength: 40 },
);

describe('any sequence of deeds', () => {
  it('leaves no address and no unique value with two live records, and finds each by both', () => {
    fc.assert(
      fc.property(deeds, fc.boolean(), (sequence, mergeKeepsPrimary) => {
        const { portal, contacts } = account();
        Object.assign(portal.settings, { mergeKeepsPrimary, formerEmailStays: true, erasedAddresses: 'taken' });
        for (const deed of sequence) perform(contacts, deed);
        const live = contacts.list().filter(isLive);
        const addresses = live.flatMap(addressesOf);
        const users = live.flatMap(({ values }) => values.auth0_user_id ?? []);
        expect([new Set(addresses).size, new Set(users).size]).toEqual([addresses.length, users.length]);
        for (const contact of live) {
          for (const address of addressesOf(contact)) expect(contacts.holderOf('email', address)).toBe(contact);
          const user = contact.values.auth0_user_id;
          if (user !== undefined) expect(contacts.holderOf('auth0_user_id', user)).toBe(contact);
        }
      }),
    );
  });
});
