'use client';

import { useQuery } from '@tanstack/react-query';

import { actionsQuery } from '@/components/data/action-queries';
import { toApiError } from '@/components/data/api';
import { OutsideText } from '@/components/ui/outside-text';
import { SelectBox } from '@/components/ui/select-box';
import { SkeletonText } from '@/components/ui/skeleton';
import { TextField } from '@/components/ui/text-field';

interface ActionChoiceProps {
  value: string;
  onChange: (actionId: string) => void;
  error: string | undefined;
}

/** One of the deployed Actions of the trigger `event-stream`; by its id where Auth0 does not list them to us. */
export function ActionChoice({ value, onChange, error }: ActionChoiceProps) {
  const query = useQuery(actionsQuery);
  if (query.data === undefined && query.error === null) return <SkeletonText lines={2} />;
  if (query.data === undefined) {
    const { detail, title } = toApiError(query.error);
    return (
      <TextField
        label="Action id"
        value={value}
        onChange={onChange}
        hint={<OutsideText>{`They cannot be listed. ${detail || title}`}</OutsideText>}
        error={error}
      />
    );
  }
  const deployed = query.data.actions.filter(({ deployedVersion }) => deployedVersion !== null);
  const options = [
    { value: '', label: deployed.length === 0 ? 'No Action of this trigger is deployed' : 'Choose an Action' },
    ...deployed.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div className="flex flex-col items-start gap-1">
      <span className="text-small text-ink-2">Deployed Action</span>
      <SelectBox label="Deployed Action" value={value} onValueChange={onChange} options={options} />
      <p
        role={error === undefined ? undefined : 'alert'}
        className={error === undefined ? 'text-small text-ink-2' : 'text-small text-bad'}
      >
        {error ?? 'Those of the trigger event-stream.'}
      </p>
    </div>
  );
}
