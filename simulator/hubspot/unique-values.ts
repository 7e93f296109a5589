import { addressesOf, type Contact } from './contact.ts';

const keyOf = (property: string, value: string): string => `${property}\n${value}`;

/** Which live record holds which address, primary or additional, and which value of a unique property. */
export class UniqueValues {
  readonly #owners = new Map<string, string>();
  readonly #isUnique: (property: string) => boolean;

  constructor(isUnique: (property: string) => boolean) {
    this.#isUnique = isUnique;
  }

  /** The id of the record that holds the value; addresses are compared without case. */
  ownerOf(property: string, value: string): string | undefined {
    return this.#owners.get(keyOf(property, property === 'email' ? value.toLowerCase() : value));
  }

  claim(contact: Contact): void {
    for (const key of this.#keysOf(contact)) this.#owners.set(key, contact.id);
  }

  release(contact: Contact): void {
    for (const key of this.#keysOf(contact)) if (this.#owners.get(key) === contact.id) this.#owners.delete(key);
  }

  #keysOf(contact: Contact): string[] {
    const values = Object.entries(contact.values).filter(([name]) => this.#isUnique(name));
    return [
      ...addressesOf(contact).map((email) => keyOf('email', email)),
      ...values.map(([name, value]) => keyOf(name, value)),
    ];
  }
}
