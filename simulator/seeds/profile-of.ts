import type { NewUser } from '../tenant/user-store.ts';
import { CITIES, COMPANIES, PLANS } from './person-names.ts';
import { pick } from '../ground/random.ts';

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]+/g, '.');

/** A believable new user of this name. */
export function profileOf(name: string, random: () => number): NewUser {
  const [given_name = name, ...family] = name.split(' ');
  const local = plain(name);
  return {
    email: `${local}@${pick(random, COMPANIES)}`,
    email_verified: random() > 0.3,
    name,
    nickname: local,
    given_name,
    family_name: family.join(' '),
    user_metadata: { city: pick(random, CITIES), newsletter: random() > 0.5 },
    app_metadata: { plan: pick(random, PLANS) },
  };
}
