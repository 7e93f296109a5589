import { type LinkOrigin } from './record';
import { type PreviewRow } from './record-preview';

const methods = { create: 'POST', update: 'PATCH', archive: 'DELETE' } as const;

/** Where contacts are, in the version of HubSpot's API that is used. */
const contactsPath = '/crm/objects/2026-09/contacts';

/** A write of a preview as a request: method and path. */
export function requestOf(
  { act }: PreviewRow['writes'][number],
  recordId: string | null,
): { method: string; path: string } {
  const path = act === 'create' ? contactsPath : `${contactsPath}/${recordId ?? '…'}`;
  return { method: methods[act], path };
}

/** What a preview says of one user, in a word or two: `PATCH 881`, `POST`, `nothing`, `a person decides`. */
export function outcomeText({ act, recordId, writes }: PreviewRow): string {
  const last = writes.at(-1);
  if (last !== undefined)
    return last.act === 'create' ? methods.create : `${methods[last.act]} ${recordId ?? ''}`.trim();
  const words: Partial<Record<PreviewRow['act'], string>> = {
    review: 'a person decides',
    park: 'left out',
    wait: 'waits',
    unknown: 'not known',
  };
  return words[act] ?? 'nothing';
}

/** How a record was found, as the end of "Matched". */
const originWords: Record<LinkOrigin, string> = {
  created: 'by the link of its creation',
  user_id: 'by auth0_user_id',
  profile: 'by the id in the profile',
  email: 'by the verified address',
  previous_email: 'by a previous address',
  conflict: 'because HubSpot said that it exists',
  merged: 'by a merge there',
  inherited: 'by the link of another user',
  person: 'by a person',
};

/** Why a write goes to this record: "Matched to contact 881 by auth0_user_id". */
export function matchText({ act, origin, recordId }: PreviewRow): string {
  if (recordId === null) return act === 'create' ? 'No contact matches: a new one' : 'No contact';
  return origin === null ? `Contact ${recordId}` : `Matched to contact ${recordId} ${originWords[origin]}`;
}

const leftWords = new Map([
  ['absent', 'no value in the profile'],
  ['left', 'gone from the profile, stays there'],
  ['only_new', 'for new contacts only'],
  ['not_empty', 'HubSpot has a value'],
  ['unchanged', 'same as sent'],
]);

/** Why a field is not sent. */
export const leftText = (reason: string): string => `not sent: ${leftWords.get(reason) ?? reason}`;

/** Fields that all writes of a row send. */
export function sentFields({ writes }: PreviewRow): number {
  return new Set(writes.flatMap(({ values }) => Object.keys(values))).size;
}

/** "14 would send, 6 would not". */
export function previewSum(rows: readonly PreviewRow[]): string {
  const sending = rows.filter(({ writes }) => writes.length > 0).length;
  return `${sending} would send, ${rows.length - sending} would not`;
}
