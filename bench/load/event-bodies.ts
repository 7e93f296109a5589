import { randomBytes, randomFillSync } from 'node:crypto';
import { makeUserIds, type UserIds } from './user-ids.ts';

/** What differs from event to event. Each stands in the template as a run of one character that occurs nowhere else in it. */
const slots = {
  eventId: '!'.repeat(22),
  userId: '#'.repeat(24),
  given: '^'.repeat(5),
  surname: '~'.repeat(8),
  tail: '*'.repeat(8),
} as const;

type Slot = keyof typeof slots;

const givenNames = ['Aiden', 'Bruna', 'Celia', 'Dario', 'Elena', 'Fabio', 'Greta', 'Heidi'];
const moreGivenNames = ['Ilias', 'Jonas', 'Karin', 'Linus', 'Maren', 'Nadia', 'Oskar', 'Petra'];
const names = [...givenNames, ...moreGivenNames];
const syllables = ['ba', 'de', 'fi', 'go', 'hu', 'ka', 'le', 'mi', 'no', 'pu', 'ra', 'se', 'ti', 'vo', 'wu', 'za'];

/** Who asked for the change, and how. */
const context = {
  tenant: { id: 'brightwater' },
  request: {
    geo: { continent_code: 'EU', country_code: 'DE', country_name: 'Germany', city_name: 'Leipzig' },
    hostname: 'brightwater.eu.auth0.com',
    ip: '203.0.113.24',
    method: 'POST',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  },
  client: { id: 'Qm3vT8rYxK2bN6wLpZ1cD4fG7hJ9sA0e', name: 'Customer portal', metadata: {} },
  connection: { id: 'con_Xy12Ab34Cd56Ef78', name: 'Username-Password-Authentication', strategy: 'auth0' },
};

function templateText(type: string, at: string): string {
  const email = `${slots.surname}.${slots.tail}@example.com`;
  const name = `${slots.given} ${slots.surname}`;
  const object = {
    user_id: `auth0|${slots.userId}`,
    email,
    email_verified: true,
    username: `${slots.surname}_${slots.tail}`,
    name,
    given_name: slots.given,
    family_name: slots.surname,
    nickname: `${slots.surname}.${slots.tail}`,
    picture: 'https://avatars.example.com/v2/portraits/default/regular/480x480.png?variant=initials&shape=round',
    phone_number: '+4930901820',
    phone_verified: false,
    created_at: at,
    updated_at: at,
    identities: [
      {
        connection: 'Username-Password-Authentication',
        provider: 'auth0',
        user_id: slots.userId,
        isSocial: false,
        profileData: { email, email_verified: true, name },
      },
    ],
    app_metadata: {
      plan: 'team',
      roles: ['reader', 'author'],
      seats: 12,
      crm: { account: 'A-204817', owner: 'north' },
    },
    user_metadata: { locale: 'de-DE', timezone: 'Europe/Berlin', theme: 'dark', newsletter: false },
    multifactor: [],
    blocked: false,
    last_ip: '203.0.113.24',
    logins_count: 1,
  };
  return JSON.stringify({
    specversion: '1.0',
    type,
    source: 'urn:auth0:brightwater.eu.auth0.com',
    id: `evt_${slots.eventId}`,
    time: at,
    data: { object, context },
    a0tenant: 'brightwater',
    a0stream: 'est_u8jzPde0IgxLd6GncfBAep',
  });
}

function offsetsOf(text: string, slot: string): number[] {
  const offsets: number[] = [];
  for (let at = text.indexOf(slot); at !== -1; at = text.indexOf(slot, at + slot.length)) offsets.push(at);
  return offsets;
}

const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0');

/** The surname of one user: four syllables chosen by the bits of a hash. */
function surnameOf(hash: number): string {
  let surname = '';
  for (let shift = 0; shift < 16; shift += 4) surname += syllables[(hash >>> shift) & 15] ?? '';
  return surname;
}

const alphabet = Buffer.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 'latin1');
const randomPool = Buffer.alloc(slots.eventId.length * 1_000);
let randomAt = randomPool.byteLength;

/** 22 random characters. Random bytes are made in advance, because asking for few of them costs as much as for many. */
function writeEventId(target: Buffer, at: number): void {
  if (randomAt === randomPool.byteLength) {
    randomFillSync(randomPool);
    randomAt = 0;
  }
  for (let index = 0; index < slots.eventId.length; index++) {
    target[at + index] = alphabet[(randomPool[randomAt++] ?? 0) % alphabet.byteLength] ?? 0;
  }
}

interface EventBodiesOptions {
  type?: string;
  userIds: UserIds;
}

/**
 * An endless supply of distinct events of one type and one size (about 1.8 kB). Event ids and addresses are random, as they
 * are in life: ever growing ones would append to every index and make a database look better than it is. User ids are of
 * the kind asked for. Bytes are poked into a ready text, because whatever the generator burns is missing to the server that
 * is measured on the same machine.
 */
export class EventBodies {
  readonly bytes: number;
  readonly #template: Buffer;
  readonly #offsets: Record<Slot, number[]>;
  readonly #userIds: ReturnType<typeof makeUserIds>;
  readonly #salt = randomBytes(4).readUInt32LE();
  #next = 0;

  constructor({ type = 'user.created', userIds }: EventBodiesOptions) {
    const text = templateText(type, new Date().toISOString());
    this.#template = Buffer.from(text, 'latin1');
    this.bytes = this.#template.byteLength;
    this.#offsets = {
      eventId: offsetsOf(text, slots.eventId),
      userId: offsetsOf(text, slots.userId),
      given: offsetsOf(text, slots.given),
      surname: offsetsOf(text, slots.surname),
      tail: offsetsOf(text, slots.tail),
    };
    this.#userIds = makeUserIds(userIds);
  }

  /** A body with nothing in its slots yet. */
  copyTemplate(target: Buffer, at: number): void {
    this.#template.copy(target, at);
  }

  /** Writes the next event over the last one in `target`, whose body starts at `at`. */
  writeNext(target: Buffer, at: number): void {
    const n = this.#next++;
    // Multiplying by an odd number is a permutation of 32 bits: spread, and without repetition.
    const spread = (Math.imul(n, 2_654_435_761) ^ this.#salt) >>> 0;
    for (const offset of this.#offsets.eventId) writeEventId(target, at + offset);
    this.#write(target, at, 'userId', this.#userIds.at(n));
    this.#write(target, at, 'given', names[spread & 15] ?? 'Aiden');
    this.#write(target, at, 'surname', surnameOf(Math.imul(spread, 1_597_334_677) >>> 0));
    this.#write(target, at, 'tail', hex(spread));
  }

  /** The next event as a text of its own. */
  nextText(): string {
    const body = Buffer.alloc(this.bytes);
    this.copyTemplate(body, 0);
    this.writeNext(body, 0);
    return body.toString('latin1');
  }

  #write(target: Buffer, at: number, slot: Slot, value: string): void {
    for (const offset of this.#offsets[slot]) target.write(value, at + offset, 'latin1');
  }
}

const supplies = new Map<UserIds, EventBodies>();

/** One supply for the whole life of a process, so that a later run does not begin with the ids of an earlier one. */
export function supplyOf(userIds: UserIds): EventBodies {
  const bodies = supplies.get(userIds) ?? new EventBodies({ userIds });
  supplies.set(userIds, bodies);
  return bodies;
}
