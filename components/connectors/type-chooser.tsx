'use client';

import { EventTypeIcon } from '@/components/parts/event-type';
import { Checkbox } from '@/components/ui/checkbox';
import { OutsideText } from '@/components/ui/outside-text';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { describeChange, eventFamily, eventTypeNames } from '@/lib/events/event-types';
import { formatCount } from '@/lib/text/format';

interface TypeChooserProps {
  /** Null: all. */
  types: readonly string[] | null;
  onChange: (types: string[] | null) => void;
}

const options = [
  { value: 'all', label: 'All types' },
  { value: 'chosen', label: 'Chosen types' },
] as const;

/** What was there before anything was chosen: most receivers want to know of users. */
const firstChoice = eventTypeNames.filter((type) => eventFamily(type) === 'user');

/** Which event types are carried on: all, or those that are ticked. */
export function TypeChooser({ types, onChange }: TypeChooserProps) {
  return (
    <>
      <SegmentedControl
        label="Event types"
        value={types === null ? 'all' : 'chosen'}
        onValueChange={(value) => onChange(value === 'all' ? null : [...(types ?? firstChoice)])}
        options={options}
        className="self-start"
      />
      {types === null ? (
        <p className="text-small text-ink-2">Every event, also of types that Auth0 has yet to invent.</p>
      ) : (
        <TypeBoxes types={types} onChange={onChange} />
      )}
    </>
  );
}

function TypeBoxes({ types, onChange }: { types: readonly string[]; onChange: (types: string[]) => void }) {
  // A type that Auth0's catalogue has not is kept and shown like the others.
  const all = [...new Set<string>([...eventTypeNames, ...types])];
  const families = [...new Set(all.map(eventFamily))];
  const change = (given: readonly string[], isTicked: boolean) => {
    const others = types.filter((type) => !given.includes(type));
    onChange(isTicked ? [...others, ...given] : others);
  };
  return (
    <div className="mt-2 border">
      {families.map((family) => (
        <Family
          key={family}
          family={family}
          types={all.filter((type) => eventFamily(type) === family)}
          ticked={types}
          onChange={change}
        />
      ))}
    </div>
  );
}

interface FamilyProps {
  family: string;
  types: readonly string[];
  ticked: readonly string[];
  onChange: (types: readonly string[], isTicked: boolean) => void;
}

function Family({ family, types, ticked, onChange }: FamilyProps) {
  const count = types.filter((type) => ticked.includes(type)).length;
  return (
    <fieldset className="border-b px-3 py-2 last:border-b-0">
      <legend className="sr-only">{family}</legend>
      <Checkbox
        checked={count === types.length ? true : count > 0 ? 'indeterminate' : false}
        onCheckedChange={(isTicked) => onChange(types, isTicked)}
        className="font-medium"
      >
        <OutsideText>{family}</OutsideText>
        <span className="text-small font-normal text-ink-3">{`${formatCount(count)} of ${formatCount(types.length)}`}</span>
      </Checkbox>
      <ul className="grid grid-cols-2 gap-x-4 pl-[22px] max-phone:grid-cols-1">
        {types.map((type) => (
          <li key={type} className="min-w-0">
            <Checkbox
              checked={ticked.includes(type)}
              onCheckedChange={(isTicked) => onChange([type], isTicked)}
              label={type}
            >
              <EventTypeIcon type={type} size={14} />
              <OutsideText className="min-w-0 truncate">{describeChange(type)}</OutsideText>
            </Checkbox>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
