import { type ConnectorKind } from './connector';
/**
 * What a look at the other side finds. `missing`: a record, or a row, is not there any more. `archived`: the record was
 * archived there. `different`: it has other values. `unlinked`: a record carries the id of a user that is not linked to it.
 * `extra`: its user is deleted or unknown. `ahead`: a row has a number of ours that is above our log's.
 */
export const findingKinds = ['missing', 'archived', 'different', 'unlinked', 'extra', 'ahead'] as const;

export type FindingKind = (typeof findingKinds)[number];

/** One value that differs. Null: there is none. */
export interface FieldDifference {
  target: string;
  ours: string | null;
  theirs: string | null;
}

/** What a person needs to know of a finding. Values are cut, and so is their number. */
export interface FindingFacts {
  userId: string | null;
  recordId: string | null;
  fields: readonly FieldDifference[];
}

export interface Finding extends FindingFacts {
  kind: FindingKind;
  /** What it means, as sentences without values. */
  text: string;
}

/** Fields of one finding that are kept, and characters of one value. */
const mostFields = 20;
const longestValue = 200;

const cut = (value: string | null) =>
  value === null || value.length <= longestValue ? value : `${value.slice(0, longestValue - 1).toWellFormed()}…`;

/** The fields of a finding as they are kept. */
export function boundedFields(fields: readonly FieldDifference[]): FieldDifference[] {
  return fields.slice(0, mostFields).map(({ target, ours, theirs }) => ({
    target,
    ours: cut(ours),
    theirs: cut(theirs),
  }));
}

/** Whether every value of a finding was kept whole, so that a person can decide about them. */
export const isWhole = ({ fields }: Pick<FindingFacts, 'fields'>): boolean =>
  fields.length < mostFields &&
  fields.every(({ ours, theirs }) => [ours, theirs].every((value) => (value?.length ?? 0) < longestValue));

/** What a person does about a finding. `accept`: theirs stands until ours changes; nothing is sent. */
export const findingActs = ['push', 'accept', 'link'] as const;

export type FindingAct = (typeof findingActs)[number];

/** What a finding is once a person has done something about it. */
export const settledFindings = ['pushed', 'accepted', 'linked'] as const;

/** What comes of an act. */
export const resultOfAct: Record<FindingAct, (typeof settledFindings)[number]> = {
  push: 'pushed',
  accept: 'accepted',
  link: 'linked',
};

interface Actable extends FindingFacts {
  kind: FindingKind;
}

/** What can be done about a finding; `hasRecords`: the other side keeps records, not rows. The first is what is usual. */
export function actsOn(finding: Actable, { hasRecords }: { hasRecords: boolean }): FindingAct[] {
  switch (finding.kind) {
    case 'different':
      return hasRecords && isWhole(finding) && finding.fields.length > 0 ? ['push', 'accept'] : ['push'];
    case 'missing':
    case 'archived':
      return ['push'];
    case 'unlinked':
      return ['link'];
    case 'extra':
    case 'ahead':
      return [];
  }
}

/** What a comparison cannot find at this kind of connector, in words; null where it finds everything. */
export function notListed(kind: ConnectorKind): string | null {
  if (kind !== 'rest') return null;
  return 'The CRM is asked for each linked record, one at a time. It is not asked to list its records: those that no user is linked to are not found.';
}
