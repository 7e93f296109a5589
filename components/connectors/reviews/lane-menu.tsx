'use client';

import { Ellipsis } from 'lucide-react';

import { IconButton } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { type ReviewRow } from '@/lib/connectors/connector-answers';
import { laneChoices } from '@/lib/connectors/review-acts';
import { visibleText } from '@/lib/text/outside-text';

import { useActing } from './use-acting';

/** What can be done about a user's place in a connector, in a menu; nothing where there is nothing. */
export function LaneMenu({ of }: { of: ReviewRow }) {
  const { start, isPending, dialogs } = useActing(of);
  const choices = laneChoices(of);
  return (
    <>
      {choices.length === 0 ? null : (
        <Menu
          trigger={<IconButton bare label={`Acts for ${visibleText(of.key)}`} icon={Ellipsis} disabled={isPending} />}
        >
          {choices.map((act) => (
            <MenuItem key={act.act} onSelect={() => start(act)}>
              {act.label}
            </MenuItem>
          ))}
        </Menu>
      )}
      {dialogs}
    </>
  );
}
