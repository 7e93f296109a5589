import type { Tenant } from '../world/tenant.ts';
import type { Happening } from '../tenant/cloud-event.ts';
import type { UserChange } from '../tenant/tenant-user.ts';
import type { NewUser } from '../tenant/user-store.ts';
import { PERSON_NAMES } from './person-names.ts';
import { profileOf } from './profile-of.ts';
import { patchFor } from './random-act.ts';
import { createRandom } from '../ground/random.ts';

interface HistoryWish {
  /** The same seed tells the same history. */
  seed: number;
  /** How many people come into being. */
  users: number;
  /** How many events are told in all; at least as many as users. */
  events: number;
  /** Unix ms of the beginning and the end. */
  fromMs: number;
  untilMs: number;
}

const DIGITS = '0123456789abcdef';
const ALPHANUMERIC = `${DIGITS}ghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ`;
const LINK_EVENTS = 3;

/** Makes up one history; every draw comes from the seed, ids and times included. */
class HistoryWriter {
  readonly #tenant: Tenant;
  readonly #wish: HistoryWish;
  readonly #random: () => number;
  readonly #alive: string[] = [];
  #created = 0;
  #written = 0;

  constructor(tenant: Tenant, wish: HistoryWish) {
    this.#tenant = tenant;
    this.#wish = wish;
    this.#random = createRandom(wish.seed);
  }

  /** The changes of the next deed, which may come to nothing; `undefined` when its new user is there already. */
  next(): UserChange[] | undefined {
    const { users, events, fromMs, untilMs } = this.#wish;
    const left = events - this.#written;
    const people = users - this.#created;
    const atMs = fromMs + Math.floor(((this.#written + this.#random() * 0.8) / events) * (untilMs - fromMs));
    // Drawn like this, exactly the wished number is created by the end, spread over the whole time.
    const create = this.#alive.length === 0 || this.#random() < people / left;
    const isNew = create && people > 0;
    const changes = isNew ? this.#create(atMs) : this.#act(atMs, left - people);
    if (isNew && changes.length === 0) return undefined;
    this.#written += changes.length;
    return changes;
  }

  eventOf(change: UserChange): Happening {
    return this.#tenant.eventOf(change, `evt_${this.#draw(ALPHANUMERIC, 22)}`);
  }

  #draw(letters: string, length: number): string {
    let text = '';
    for (let index = 0; index < length; index += 1) {
      text += letters.charAt(Math.floor(this.#random() * letters.length));
    }
    return text;
  }

  #word(place: 0 | 1): string {
    const name = PERSON_NAMES[Math.floor(this.#random() * PERSON_NAMES.length)] ?? '';
    const [given = '', ...family] = name.split(' ');
    return place === 0 ? given : family.join(' ');
  }

  #create(atMs: number): UserChange[] {
    this.#created += 1;
    const profile = profileOf(`${this.#word(0)} ${this.#word(1)}`, this.#random);
    // Names repeat among thousands; a number keeps the addresses apart.
    const email = (profile.email ?? '').replace('@', `.${this.#created}@`);
    return this.#add({ ...profile, email, id: this.#draw(DIGITS, 24) }, atMs);
  }

  #add(user: NewUser, atMs: number): UserChange[] {
    const change = this.#tenant.users.create(user, atMs);
    if (!change) return [];
    this.#alive.push(change.object.user_id);
    return [change];
  }

  #act(atMs: number, spare: number): UserChange[] {
    const { users } = this.#tenant;
    const index = Math.floor(this.#random() * this.#alive.length);
    const id = this.#alive[index] ?? '';
    const user = users.get(id);
    if (!user) return [];
    const chance = this.#random();
    if (chance > 0.98 && this.#alive.length > 1) {
      this.#alive.splice(index, 1);
      const gone = users.remove(id, atMs);
      return gone ? [gone] : [];
    }
    if (chance > 0.96 && spare >= LINK_EVENTS && user.identities.length === 1) return this.#link(id, atMs);
    const change = users.update(id, patchFor(user, this.#random, new Date(atMs).toISOString()), atMs);
    return change ? [change] : [];
  }

  #link(id: string, atMs: number): UserChange[] {
    const { users } = this.#tenant;
    const { email, name } = users.get(id) ?? {};
    const social = { connection: 'google-oauth2', id: this.#draw('123456789', 21), email_verified: true, email, name };
    const created = users.create(social, atMs);
    return created ? [created, ...users.link(id, created.object.user_id, atMs + 1)] : [];
  }
}

/** Lets a history happen in the tenant; `undefined` when the tenant already has people of it. */
export function randomHistory(tenant: Tenant, wish: HistoryWish): Happening[] | undefined {
  const writer = new HistoryWriter(tenant, wish);
  const told: Happening[] = [];
  while (told.length < wish.events) {
    const changes = writer.next();
    if (changes === undefined) return undefined;
    told.push(...changes.map((change) => writer.eventOf(change)));
  }
  return told;
}
