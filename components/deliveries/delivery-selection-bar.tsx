'use client';

import { SelectionBar } from '@/components/parts/selection-bar';
import { useAnnounce } from '@/components/ui/announcer';
import { CopyButton } from '@/components/ui/copy-button';
import { filtersOf } from '@/lib/deliveries/delivery-search';
import { mostIds } from '@/lib/jobs/redelivery';
import { formatCount } from '@/lib/text/format';

import { namesOf, redeliveryFilterOf } from './bulk-request';
import { useBulkRetry } from './use-bulk-retry';
import { useDeliverySearch } from './use-delivery-search';
import { type Selection } from './use-selection';

interface DeliverySelectionBarProps {
  selection: Selection;
  /** Open deliveries that the filters match, loaded or not. */
  openCount: number;
  /** Rows that are loaded. */
  shown: number;
}

/** What is selected in the list, a way to take everything that matches, and the way to the question. */
export function DeliverySelectionBar({ selection, openCount, shown }: DeliverySelectionBarProps) {
  const { search } = useDeliverySearch();
  const { ask, request } = useBulkRetry();
  const announce = useAnnounce();
  const { isAll, rows } = selection;
  const all = formatCount(openCount);
  const isTooMany = !isAll && rows.length > mostIds;
  const retry = () =>
    ask(
      isAll
        ? { input: { filter: redeliveryFilterOf(filtersOf(search)) }, by: 'matching' }
        : { input: { ids: namesOf(rows) }, by: 'selected' },
    );
  const clear = () => {
    selection.clear();
    announce('Nothing selected', 'selection');
  };
  const ids = rows.map((row) => row.eventId).join('\n');
  return (
    <SelectionBar
      label="Selection"
      text={isAll ? `All ${all} matching selected` : `${formatCount(rows.length)} selected`}
      widen={widenOf(selection, { matching: openCount, all, shown })}
      note={noteOf(isTooMany)}
      acts={isAll ? undefined : <CopyButton value={ids} what="ids" text="Copy ids" />}
      clear={{ label: 'Clear', onPress: clear }}
      primary={{
        label: `Retry ${isAll ? all : formatCount(rows.length)}…`,
        onPress: retry,
        keys: 'R',
        disabled: isTooMany,
      }}
      isResting={request !== null}
    />
  );
}

function noteOf(isTooMany: boolean): string {
  return isTooMany
    ? `One by one at most ${formatCount(mostIds)} can be retried. Select all that match, or fewer.`
    : 'Nothing is requested before you confirm.';
}

/** Everything that matches can be taken once everything that is shown is. */
function widenOf(
  selection: Selection,
  { matching, all, shown }: { matching: number; all: string; shown: number },
): { label: string; onPress: () => void } | undefined {
  if (selection.isAll) return { label: `Select only the ${formatCount(shown)} shown`, onPress: selection.selectShown };
  if (selection.shown !== true || matching <= shown) return undefined;
  return { label: `Select all ${all} matching`, onPress: selection.selectAll };
}
