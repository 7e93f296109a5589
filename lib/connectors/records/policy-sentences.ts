import { type RecordPolicies } from './record-config';

/** Policies that are one choice of a few. `createUnverified` is one of two: yes or no. */
export type ChosenPolicy =
  'whenNew' | 'whenKnown' | 'whenDeleted' | 'withoutEmail' | 'createUnverified' | 'whenGone' | 'whenShared';

/** A policy as a sentence with a choice at its end. */
export interface PolicySentence {
  policy: ChosenPolicy;
  /** The situation: "When a new user has no contact,". */
  when: string;
  choices: readonly { value: string; label: string }[];
}

export const policySentences: readonly PolicySentence[] = [
  {
    policy: 'whenNew',
    when: 'When a new user has no contact,',
    choices: [
      { value: 'create', label: 'create one' },
      { value: 'review', label: 'ask a person' },
      { value: 'ignore', label: 'leave the user out' },
    ],
  },
  {
    policy: 'whenKnown',
    when: 'When a user from before this connector has no contact,',
    choices: [
      { value: 'create', label: 'create one' },
      { value: 'review', label: 'ask a person' },
      { value: 'ignore', label: 'leave the user out' },
    ],
  },
  {
    policy: 'createUnverified',
    when: 'When the address of a user without a contact is not verified,',
    choices: [
      { value: 'true', label: 'create a contact all the same' },
      { value: 'false', label: 'wait until it is verified' },
    ],
  },
  {
    policy: 'withoutEmail',
    when: 'When a user has no address,',
    choices: [
      { value: 'park', label: 'leave the user out' },
      { value: 'create', label: 'create a contact from the names' },
    ],
  },
  {
    policy: 'whenDeleted',
    when: 'When a user is deleted,',
    choices: [
      { value: 'deactivate', label: 'set the property' },
      { value: 'archive', label: 'archive the contact' },
      { value: 'keep', label: 'leave the contact as it is' },
    ],
  },
  {
    policy: 'whenGone',
    when: 'When a contact was archived or deleted at the other side,',
    choices: [
      { value: 'review', label: 'ask a person' },
      { value: 'create', label: 'create a new one' },
    ],
  },
  {
    policy: 'whenShared',
    when: 'When another user has the contact already,',
    choices: [
      { value: 'follow', label: 'share it, and send the first user’s values' },
      { value: 'review', label: 'ask a person' },
    ],
  },
];

/** The policies of the form: yes and no as text, and an empty path for none. */
export type PolicyFields = Omit<RecordPolicies, 'filter' | 'createUnverified' | 'recordIdPath' | 'deactivation'> & {
  createUnverified: 'true' | 'false';
  recordIdPath: string;
  deactivationTarget: string;
  deactivationValue: string;
};

/** Saved policies as their form shows them. */
export function policyFieldsOf(policies: RecordPolicies): PolicyFields {
  const { whenNew, whenKnown, whenDeleted, withoutEmail, whenGone, whenShared } = policies;
  return {
    ...{ whenNew, whenKnown, whenDeleted, withoutEmail, whenGone, whenShared },
    createUnverified: policies.createUnverified ? 'true' : 'false',
    recordIdPath: policies.recordIdPath ?? '',
    deactivationTarget: policies.deactivation.target,
    deactivationValue: policies.deactivation.value,
  };
}

/** What the API is given, without the filter. */
export function policiesOf(fields: PolicyFields): Omit<RecordPolicies, 'filter'> {
  const { whenNew, whenKnown, whenDeleted, withoutEmail, whenGone, whenShared } = fields;
  const path = fields.recordIdPath.trim();
  return {
    ...{ whenNew, whenKnown, whenDeleted, withoutEmail, whenGone, whenShared },
    createUnverified: fields.createUnverified === 'true',
    deactivation: { target: fields.deactivationTarget.trim(), value: fields.deactivationValue },
    recordIdPath: path === '' ? null : path,
  };
}

/** The choice of a sentence set in the fields; what is no choice of it changes nothing. */
export function withChoice(fields: PolicyFields, policy: ChosenPolicy, value: string): PolicyFields {
  const known = policySentences.find((sentence) => sentence.policy === policy)?.choices.some((c) => c.value === value);
  return known === true ? { ...fields, [policy]: value } : fields;
}

/** What is set, as a whole sentence: "When a user is deleted, set auth0_status to deleted." */
export function sentenceText({ policy, when, choices }: PolicySentence, fields: PolicyFields): string {
  if (policy === 'whenDeleted' && fields.whenDeleted === 'deactivate') {
    return `${when} set ${fields.deactivationTarget} to ${fields.deactivationValue}.`;
  }
  const label = choices.find(({ value }) => value === fields[policy])?.label ?? fields[policy];
  return `${when} ${label}.`;
}
