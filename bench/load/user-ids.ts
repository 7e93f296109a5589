import { randomBytes } from 'node:crypto';

/** How the ids of created users follow one another. */
export const userIdKinds = ['auth0', 'spread'] as const;

export type UserIds = (typeof userIdKinds)[number];

/** The kind of that name; null when there is none. */
export function userIdsNamed(name: string): UserIds | null {
  return userIdKinds.find((known) => known === name) ?? null;
}

/** Processes of Auth0 that create users of one tenant at the same time. */
const processes = 5;

const usersPerSecond = 1_000;

const hex = (value: number, digits: number) => (value >>> 0).toString(16).padStart(digits, '0');

/**
 * Ids as a database connection of Auth0 gives them: ObjectIds of MongoDB, which are 4 bytes of seconds, 5 of the process
 * that made them and 3 of its counter. They come nearly in order, so their index grows at few places.
 */
class ObjectIds {
  readonly #startedAtS = Math.floor(Date.now() / 1000);
  readonly #makers = Array.from({ length: processes }, () => ({
    name: randomBytes(5).toString('hex'),
    counter: randomBytes(3).readUIntBE(0, 3),
  }));

  /** The 24 characters behind `auth0|` of the user with that number. */
  at(n: number): string {
    const maker = this.#makers[n % processes];
    if (maker === undefined) throw new Error('There is a maker for every remainder');
    const count = (maker.counter + Math.floor(n / processes)) & 0xff_ff_ff;
    return `${hex(this.#startedAtS + Math.floor(n / usersPerSecond), 8)}${maker.name}${hex(count, 6)}`;
  }
}

/** Ids all over the range, each of them somewhere else in every index. */
class SpreadIds {
  readonly #source = randomBytes(4).toString('hex');
  readonly #salt = randomBytes(4).readUInt32LE();

  at(n: number): string {
    // Multiplying by an odd number is a permutation of 32 bits: spread, and without repetition.
    const spread = (Math.imul(n, 2_654_435_761) ^ this.#salt) >>> 0;
    return `${hex(Math.imul(spread, 1_597_334_677), 8)}${this.#source}${hex(spread, 8)}`;
  }
}

/** A supply of distinct ids; no two supplies share one. */
export function makeUserIds(kind: UserIds): { at(n: number): string } {
  return kind === 'auth0' ? new ObjectIds() : new SpreadIds();
}
