'use client';

import { EventTypeIcon } from '@/components/parts/event-type';
import { Checkbox } from '@/components/ui/checkbox';
import { OutsideText } from '@/components/ui/outside-text';
import { TextButton } from '@/components/ui/text-link';
import { eventFamily, eventTypeNames, isUserType } from '@/lib/events/event-types';
import { formatCount } from '@/lib/text/format';

interface TypeBoxesProps {
  types: readonly string[];
  onChange: (types: readonly string[]) => void;
  error?: string | undefined;
}

/** The event types to subscribe to, by the object that they are about. */
export function TypeBoxes({ types, onChange, error }: TypeBoxesProps) {
  // A type that Auth0's catalogue has not is kept and shown like the others.
  const all = [...new Set<string>([...eventTypeNames, ...types])];
  const families = [...new Set(all.map(eventFamily))];
  const tick = (given: readonly string[], isTicked: boolean) => {
    const wanted = new Set(isTicked ? [...types, ...given] : types.filter((type) => !given.includes(type)));
    onChange(all.filter((type) => wanted.has(type)));
  };
  return (
    <section aria-label="Event types">
      <div className="flex min-h-10 flex-wrap items-center gap-x-3">
        <h2 className="text-heading">Event types</h2>
        <span className="text-small text-ink-3">{`${formatCount(types.length)} of ${formatCount(all.length)}`}</span>
        <span className="ml-auto flex gap-3">
          <TextButton type="button" onClick={() => onChange(all.filter(isUserType))}>
            Only users
          </TextButton>
          <TextButton type="button" onClick={() => onChange(all)}>
            All
          </TextButton>
          <TextButton type="button" onClick={() => onChange([])}>
            None
          </TextButton>
        </span>
      </div>
      {error === undefined ? null : (
        <p role="alert" className="mb-1 text-small text-bad">
          {error}
        </p>
      )}
      <div className="columns-3 gap-x-7 max-wide:columns-2 max-phone:columns-1">
        {families.map((family) => (
          <Family
            key={family}
            family={family}
            all={all.filter((type) => eventFamily(type) === family)}
            ticked={types}
            onTick={tick}
          />
        ))}
      </div>
      {types.every(isUserType) ? null : (
        <p className="mt-3 text-small text-ink-2">
          Events of users are applied to the mirror. All others are kept as recorded: the mirror has no rule for them.
        </p>
      )}
    </section>
  );
}

interface FamilyProps {
  family: string;
  all: readonly string[];
  ticked: readonly string[];
  onTick: (types: readonly string[], isTicked: boolean) => void;
}

function Family({ family, all, ticked, onTick }: FamilyProps) {
  const count = all.filter((type) => ticked.includes(type)).length;
  const title = family.charAt(0).toUpperCase() + family.slice(1);
  return (
    <fieldset className="mb-4 break-inside-avoid">
      <legend className="sr-only">{title}</legend>
      <div className="flex items-center border-b">
        <Checkbox
          checked={count === all.length ? true : count > 0 ? 'indeterminate' : false}
          onCheckedChange={(isTicked) => onTick(all, isTicked)}
          className="min-h-7 flex-1 font-medium"
        >
          <OutsideText>{title}</OutsideText>
        </Checkbox>
        <span className="text-small text-ink-3">{`${formatCount(count)} of ${formatCount(all.length)}`}</span>
      </div>
      {all.map((type) => (
        <Checkbox
          key={type}
          checked={ticked.includes(type)}
          onCheckedChange={(isTicked) => onTick([type], isTicked)}
          className="w-full"
        >
          <EventTypeIcon type={type} />
          <OutsideText>{type}</OutsideText>
        </Checkbox>
      ))}
    </fieldset>
  );
}
