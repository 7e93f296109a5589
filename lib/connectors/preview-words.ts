import { type JsonValue } from '../json/json';
import { type RecordConfig } from './record-kinds';
import { restRequest } from './rest/rest-request';
import { recordNoun, systemNoun } from './review-words';
import { type LinkOrigin } from './records/record';
import { type PreviewRow } from './records/record-preview';
import { hubspotUserIdTarget } from './records/record-config';

type Write = PreviewRow['writes'][number];

/** A write of a preview as a request, below the base address of a REST API. */
interface PreviewedRequest {
  method: string;
  path: string;
  /** Undefined: the request has none. */
  body?: JsonValue | undefined;
}

const hubspotMethods = { create: 'POST', update: 'PATCH', archive: 'DELETE' } as const;

/** Where contacts are, in the version of HubSpot's API that is used. */
const contactsPath = '/crm/objects/2026-09/contacts';

/** Stands where a record has no id yet. */
const noId = '…';

function hubspotRequest({ act, values }: Write, recordId: string): PreviewedRequest {
  const path = act === 'create' ? contactsPath : `${contactsPath}/${recordId}`;
  return { method: hubspotMethods[act], path, body: act === 'archive' ? undefined : { properties: values } };
}

/** A write of a preview as a request: method, path and body. */
export function requestOf(config: RecordConfig, write: Write, recordId: string | null): PreviewedRequest {
  if (config.kind === 'hubspot') return hubspotRequest(write, recordId ?? noId);
  const { act, values } = write;
  const to = { recordId: recordId ?? 'new' };
  const request = restRequest(
    act === 'create' ? { act, values } : act === 'update' ? { act, values, ...to } : { act, ...to },
    config,
  );
  return request ?? { method: 'no request', path: '' };
}

const outcomeWords: Partial<Record<PreviewRow['act'], string>> = {
  review: 'a person decides',
  park: 'left out',
  wait: 'waits',
  unknown: 'not known',
};

/** What a preview says of one user, in a word or two: `PATCH 881`, `POST`, `nothing`, `a person decides`. */
export function outcomeText({ act, recordId, writes }: PreviewRow, config: RecordConfig): string {
  const last = writes.at(-1);
  if (last === undefined) return outcomeWords[act] ?? 'nothing';
  const { method } = requestOf(config, last, recordId);
  return last.act === 'create' ? method : `${method} ${recordId ?? ''}`.trim();
}

/** How a record was found, as the end of "Matched". */
function originWords(origin: LinkOrigin, config: RecordConfig): string {
  const userId = config.kind === 'hubspot' ? hubspotUserIdTarget : (config.userIdTarget ?? 'the user id');
  const words: Record<LinkOrigin, string> = {
    created: 'by the link of its creation',
    user_id: `by ${userId}`,
    profile: 'by the id in the profile',
    email: 'by the verified address',
    previous_email: 'by a previous address',
    conflict: `because ${systemNoun(config.kind)} said that it exists`,
    merged: 'by a merge there',
    inherited: 'by the link of another user',
    person: 'by a person',
  };
  return words[origin];
}

/** Why a write goes to this record: "Matched to contact 881 by auth0_user_id". */
export function matchText({ act, origin, recordId }: PreviewRow, config: RecordConfig): string {
  const noun = recordNoun(config.kind);
  const lower = noun.toLowerCase();
  if (recordId === null) return act === 'create' ? `No ${lower} matches: a new one` : `No ${lower}`;
  return origin === null ? `${noun} ${recordId}` : `Matched to ${lower} ${recordId} ${originWords(origin, config)}`;
}

const leftWords = new Map([
  ['absent', 'no value in the profile'],
  ['left', 'gone from the profile, stays there'],
  ['only_new', 'only with a new one'],
  ['unchanged', 'same as sent'],
]);

/** Why a field is not sent. */
export function leftText(reason: string, { kind }: RecordConfig): string {
  if (reason === 'not_empty') return `not sent: ${systemNoun(kind)} has a value`;
  return `not sent: ${leftWords.get(reason) ?? reason}`;
}

/** Fields that all writes of a row send. */
export function sentFields({ writes }: PreviewRow): number {
  return new Set(writes.flatMap(({ values }) => Object.keys(values))).size;
}

/** "14 would send, 6 would not". */
export function previewSum(rows: readonly PreviewRow[]): string {
  const sending = rows.filter(({ writes }) => writes.length > 0).length;
  return `${sending} would send, ${rows.length - sending} would not`;
}
