/** What the words of one of our users are made of. */
export interface SearchedUser {
  userId: string;
  email: string;
  name: string;
  nickname: string;
  phone: string;
  username: string;
}

/** Words as written and their parts. */
const words = (text: string) => [...text.split(' '), ...text.split(/[^a-z0-9]+/i)];

/** A number of ours as it is dialled: from abroad in three ways, from inside in two. */
function phoneWords(phone: string): string[] {
  const abroad = phone.replace(/\D/g, '');
  const inland = abroad.slice('49'.length);
  return [phone, `00${abroad}`, abroad, `0${inland}`, inland];
}

/** The words that one of our users is found by in Streamgauge. `same-rows.ts` proves that they are the same. */
export function searchWordsOf({ userId, email, name, nickname, phone, username }: SearchedUser): string[] {
  const [local = '', domain = ''] = email.split('@');
  const ids = [userId, userId.slice(userId.indexOf('|') + 1)];
  const address = [email, `@${domain}`, domain, ...words(local)];
  const all = [...ids, ...address, ...phoneWords(phone), ...[name, nickname, username].flatMap(words)];
  const sorted = [...new Set(all.map((word) => word.toLowerCase()))].filter(Boolean).sort();
  return sorted.filter((word, index) => sorted[index + 1]?.startsWith(word) !== true);
}
