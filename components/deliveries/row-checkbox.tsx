'use client';

import { Checkbox } from '@/components/ui/checkbox';
import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import { deliveryKey } from '@/lib/deliveries/delivery-view';
import { subjectOf } from '@/lib/deliveries/subject';
import { isolatedText } from '@/lib/text/outside-text';

import { type Selection } from './use-selection';

/** In the left padding of a line, above the row's link. */
const place = 'absolute left-6 z-1 flex items-center max-phone:left-3';

/** Ticks one row; X does the same for the row with the focus. */
export function RowCheckbox({ row, selection }: { row: DeliverySummary; selection: Selection }) {
  const key = deliveryKey(row);
  return (
    <div role="cell" className={`${place} top-0 h-9 max-phone:h-15`}>
      <Checkbox
        label={`Select ${isolatedText(subjectOf(row))}`}
        checked={selection.has(key)}
        onCheckedChange={() => selection.toggle(key)}
      />
    </div>
  );
}

/** Ticks every loaded row, or none. */
export function HeadCheckbox({ selection }: { selection: Selection }) {
  return (
    <span role="columnheader" className={`${place} inset-y-0`}>
      <ShownCheckbox selection={selection} />
    </span>
  );
}

/** The same above the cards of a phone, which have no head. */
export function SelectShownLine({ selection }: { selection: Selection }) {
  return (
    <div role="rowgroup" className="phone:hidden">
      <div role="row" className="flex h-9 items-center border-b bg-ground px-3 text-small text-ink-2">
        <span role="columnheader">
          <ShownCheckbox selection={selection}>Select all shown</ShownCheckbox>
        </span>
      </div>
    </div>
  );
}

function ShownCheckbox({ selection, children }: { selection: Selection; children?: string }) {
  return (
    <Checkbox
      label="Select all shown"
      checked={selection.shown}
      onCheckedChange={(next) => (next ? selection.selectShown() : selection.clear())}
    >
      {children}
    </Checkbox>
  );
}
