'use client';

import { Plus, X } from 'lucide-react';
import { useId } from 'react';

import { Button, IconButton } from '@/components/ui/button';
import { LineInput } from '@/components/ui/line-input';
import { SelectBox } from '@/components/ui/select-box';
import {
  comparisons,
  type ConditionFields,
  conditionProblem,
  needsText,
  newCondition,
} from '@/lib/connectors/records/filter-form';

interface TakesPartProps {
  conditions: ConditionFields[];
  onChange: (conditions: ConditionFields[]) => void;
}

/** Who takes part: everybody, or users who meet every condition. */
export function TakesPart({ conditions, onChange }: TakesPartProps) {
  const change = (key: string, changed: Partial<ConditionFields>) =>
    onChange(conditions.map((fields) => (fields.key === key ? { ...fields, ...changed } : fields)));
  return (
    <section aria-label="Takes part">
      <p className="text-body">
        {conditions.length === 0
          ? 'Every user takes part.'
          : 'A user takes part for whom all of this is true. What was written for one who no longer does stays as it is.'}
      </p>
      {conditions.length === 0 ? null : (
        <ul aria-label="Conditions" className="mt-2 border-t">
          {conditions.map((fields) => (
            <ConditionRow
              key={fields.key}
              fields={fields}
              onChange={(changed) => change(fields.key, changed)}
              onRemove={() => onChange(conditions.filter(({ key }) => key !== fields.key))}
            />
          ))}
        </ul>
      )}
      <Button icon={Plus} onClick={() => onChange([...conditions, newCondition(conditions)])} className="mt-2">
        Add a condition
      </Button>
    </section>
  );
}

interface ConditionRowProps {
  fields: ConditionFields;
  onChange: (changed: Partial<ConditionFields>) => void;
  onRemove: () => void;
}

function ConditionRow({ fields, onChange, onRemove }: ConditionRowProps) {
  const errorId = useId();
  const problem = conditionProblem(fields);
  return (
    <li className="flex flex-wrap items-center gap-2 border-b py-1.5">
      <LineInput
        label="Field of the profile"
        value={fields.source}
        onChange={(source) => onChange({ source })}
        placeholder="user_metadata.plan"
        errorId={problem !== null && fields.source.trim() === '' ? errorId : undefined}
        className="w-52 max-phone:w-full"
      />
      <SelectBox label="Comparison" value={fields.is} onValueChange={(is) => onChange({ is })} options={comparisons} />
      {needsText(fields.is) ? (
        <LineInput
          label="Compared with"
          value={fields.text}
          onChange={(text) => onChange({ text })}
          placeholder={fields.is === 'one_of' ? 'pro, team' : ''}
          errorId={problem !== null && fields.source.trim() !== '' ? errorId : undefined}
          className="min-w-0 flex-1"
        />
      ) : null}
      <IconButton label="Remove the condition" icon={X} bare onClick={onRemove} className="ml-auto" />
      {problem === null ? null : (
        <p id={errorId} className="w-full text-small text-bad">
          {problem}
        </p>
      )}
    </li>
  );
}
