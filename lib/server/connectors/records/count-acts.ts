import { type CarriedUser } from '../../../connectors/mirror-source';
import { type BackfillAct, matchedAct, settledAct } from '../../../connectors/records/backfill-act';
import { type RecordLink } from '../../../connectors/records/record';
import { textOf } from '../../../connectors/records/record-push';
import { type PreviewSource } from './preview-source';

interface Counted {
  users: readonly CarriedUser[];
  links: ReadonlyMap<string, Pick<RecordLink, 'role'>>;
  source: PreviewSource;
  sinceMs: number;
}

/**
 * What a backfill would do for these users, by act: those that have a record are found by user id, the rest by address.
 * `reads`: requests made. Null where the other side did not tell.
 */
export async function countActs({ users, links, source, sinceMs }: Counted) {
  const acts = new Map<BackfillAct, number>();
  const count = (act: BackfillAct) => acts.set(act, (acts.get(act) ?? 0) + 1);
  const { policies } = source;
  const open: CarriedUser[] = [];
  for (const user of users) {
    const act = settledAct({ user, link: links.get(user.userId) ?? null, policies, sinceMs });
    if (act === null) open.push(user);
    else count(act);
  }
  const finder = new Finder(source);
  const withId = await finder.find('user_id', source.findsUserIds ? open.map(({ userId }) => userId) : []);
  const left = open.filter(({ userId }) => !withId.has(userId));
  const withEmail = await finder.find('email', left.flatMap(emailOf));
  for (const user of open) {
    const byEmail = emailOf(user).some((email) => withEmail.has(email));
    count(matchedAct({ user, policies, sinceMs }, { byUserId: withId.has(user.userId), byEmail }));
  }
  return finder.hasFailed ? null : { acts, reads: finder.reads };
}

const emailOf = (user: CarriedUser): string[] => {
  const email = textOf(user, 'email');
  return email === null ? [] : [email.toLowerCase()];
};

/** Asks in as few requests as there can be, and none more after one that was not answered. */
class Finder {
  readonly #source: PreviewSource;
  reads = 0;
  hasFailed = false;

  constructor(source: PreviewSource) {
    this.#source = source;
  }

  /** The keys that a record has. */
  async find(by: 'user_id' | 'email', keys: readonly string[]): Promise<Set<string>> {
    const { keysAtOnce, find } = this.#source;
    const found = new Set<string>();
    for (let first = 0; first < keys.length && !this.hasFailed; first += keysAtOnce) {
      const records = await find(by, keys.slice(first, first + keysAtOnce));
      this.reads += 1;
      if (records === null) this.hasFailed = true;
      for (const { userId, values } of records ?? []) {
        if (by === 'user_id') found.add(userId ?? '');
        else for (const email of emailsOf(values)) found.add(email);
      }
    }
    return found;
  }
}

/** HubSpot finds a contact by its further addresses too. */
function emailsOf({ email = '', hs_additional_emails: more = '' }: Readonly<Record<string, string>>): string[] {
  return [email, ...more.split(';')].map((one) => one.trim().toLowerCase()).filter((one) => one !== '');
}
