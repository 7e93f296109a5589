'use client';

import { useId } from 'react';

import { type ApiError } from '@/components/data/api';
import { LineInput } from '@/components/ui/line-input';
import { OutsideText } from '@/components/ui/outside-text';
import { SelectBox } from '@/components/ui/select-box';
import { policyFieldNamed } from '@/lib/connectors/records/hubspot-form';
import {
  type PolicyFields,
  type PolicySentence,
  policySentences,
  sentenceText,
  withChoice,
} from '@/lib/connectors/records/policy-sentences';

import { FormProblem } from '../form-parts';

interface PolicyListProps {
  fields: PolicyFields;
  onChange: (fields: PolicyFields) => void;
  /** Why the last try to save failed. */
  problem: ApiError | null;
  /** Where the user id stands in a contact; empty: nowhere. */
  userIdTarget?: string | undefined;
}

/** What happens in cases that each team decides for itself, each as a sentence with a choice in it. */
export function PolicyList({ fields, onChange, problem, userIdTarget = 'auth0_user_id' }: PolicyListProps) {
  const wrong = problem === null ? null : policyFieldNamed(problem.field);
  const errorId = useId();
  const errorOf = (name: keyof PolicyFields) => (wrong === name ? errorId : undefined);
  return (
    <>
      <ol aria-label="Matching" className="mb-4 list-inside list-decimal border-t text-body">
        {userIdTarget === '' ? null : (
          <li className="border-b py-1.5">
            <OutsideText>{`A contact whose ${userIdTarget} is the user’s id is the user’s.`}</OutsideText>
          </li>
        )}
        <li className="border-b py-1.5">
          {'The contact whose id stands in the profile at '}
          <LineInput
            label="Path of the contact’s id in the profile"
            value={fields.recordIdPath}
            onChange={(recordIdPath) => onChange({ ...fields, recordIdPath })}
            placeholder="nowhere"
            errorId={errorOf('recordIdPath')}
            className="w-60"
          />
          {' is the user’s.'}
        </li>
        <li className="border-b py-1.5">
          A contact with the user’s verified address, or a previous one, is the user’s. Two of them: a person is asked.
        </li>
      </ol>
      <ul aria-label="Policies" className="border-t">
        {policySentences.map((sentence) => (
          <li
            key={sentence.policy}
            className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 border-b py-1.5 text-body"
          >
            <span>{sentence.when}</span>
            <Choice sentence={sentence} fields={fields} onChange={onChange} errorOf={errorOf} />
          </li>
        ))}
      </ul>
      {wrong === null ? (
        <FormProblem problem={problem} />
      ) : (
        <p id={errorId} role="alert" className="mt-2 text-small text-bad">
          <OutsideText>{problem?.words ?? ''}</OutsideText>
        </p>
      )}
    </>
  );
}

interface ChoiceProps extends Pick<PolicyListProps, 'fields' | 'onChange'> {
  sentence: PolicySentence;
  errorOf: (name: keyof PolicyFields) => string | undefined;
}

function Choice({ sentence: { policy, when, choices }, fields, onChange, errorOf }: ChoiceProps) {
  return (
    <>
      <SelectBox
        label={when}
        value={fields[policy]}
        onValueChange={(value) => onChange(withChoice(fields, policy, value))}
        options={choices}
      />
      {policy === 'whenDeleted' && fields.whenDeleted === 'deactivate' ? (
        <>
          <LineInput
            label="Property that is set for a deleted user"
            value={fields.deactivationTarget}
            onChange={(deactivationTarget) => onChange({ ...fields, deactivationTarget })}
            errorId={errorOf('deactivationTarget')}
            className="w-32"
          />
          {' to '}
          <LineInput
            label="Value for a deleted user"
            value={fields.deactivationValue}
            onChange={(deactivationValue) => onChange({ ...fields, deactivationValue })}
            errorId={errorOf('deactivationValue')}
            className="w-28"
          />
        </>
      ) : null}
    </>
  );
}

/** The policies for people who may not change them. */
export function PolicyView({ fields }: { fields: PolicyFields }) {
  return (
    <ul aria-label="Policies" className="border-t">
      {policySentences.map((sentence) => (
        <li key={sentence.policy} className="border-b py-1.5 text-body">
          <OutsideText>{sentenceText(sentence, fields)}</OutsideText>
        </li>
      ))}
    </ul>
  );
}
