'use client';

import { Pause, Send } from 'lucide-react';
import { type ReactNode } from 'react';
import {
  Checkboxes,
  Dialogs,
  SearchInputs,
  SecretFields,
  Segments,
  SelectBoxes,
  ShortFields,
  TabsSpecimen,
  TextFields,
  Toasts,
  Toggles,
  ZoneSpecimen,
} from './live-specimens';
import { noDeed, sampleMs } from './samples';
import { ApiError } from '../data/api';
import { Banner } from '../ui/banner';
import { Button, ButtonLink, IconButton } from '../ui/button';
import { DataTable, DataTableSkeleton } from '../ui/data-table';
import { EmptyState } from '../ui/empty-state';
import { FailedBanner, FailedState } from '../ui/failed-state';
import { FilterChip } from '../ui/filter-chip';
import { LivePill } from '../ui/live-pill';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu';
import { Needle } from '../ui/needle';
import { NoMatch } from '../ui/no-match';
import { Sheet } from '../ui/sheet';
import { SkeletonText } from '../ui/skeleton';
import { StepMark } from '../ui/step-mark';
import { type Column, DataTableHead } from '../ui/table-column';
import { Tooltip } from '../ui/tooltip';

const error = new ApiError({
  status: 503,
  title: 'Service Unavailable',
  detail: 'The store is busy.',
  requestId: 'req_1',
  retryAfterSeconds: null,
});

const rows = [
  { id: '1', name: 'Ada Lovelace', events: 12 },
  { id: '2', name: 'A name that is far too long for the column that it is in', events: 3 },
];
const columns: readonly Column<(typeof rows)[number]>[] = [
  { key: 'name', header: 'Name', render: (row) => row.name, link: true, card: 'title' },
  { key: 'events', header: 'Events', render: (row) => row.events, align: 'right', card: 'status' },
];

/** Primitives that act, and the states of a screen. */
export const uiActSpecimens: Record<string, ReactNode> = {
  'ui/banner': (
    <div className="w-full">
      <Banner tone="failed" title="Auth0 has disabled this event stream." action={<Button>Show failures</Button>}>
        It keeps no new events.
      </Banner>
      <Banner tone="warn" title="A drill." />
      <Banner tone="note">Auth0 counts by the day.</Banner>
    </div>
  ),
  'ui/button': (
    <>
      {(['primary', 'plain', 'quiet', 'danger'] as const).map((variant) => (
        <Button key={variant} variant={variant} icon={Send} keys="R">
          {variant}
        </Button>
      ))}
      <Button disabled>disabled</Button>
      <Button busy>busy</Button>
      <ButtonLink href="#button">a link</ButtonLink>
      <IconButton label="Pause" icon={Pause} />
    </>
  ),
  'ui/checkbox': <Checkboxes />,
  'ui/text-field': <TextFields />,
  'ui/line-input': <ShortFields />,
  'ui/secret-field': <SecretFields />,
  'ui/select-box': <SelectBoxes />,
  'ui/toggle': <Toggles />,
  'ui/confirm-dialog': <Dialogs />,
  'ui/data-table': (
    <div className="w-full">
      <DataTable label="People" columns={columns} rows={rows} rowKey={(row) => row.id} selectedKey="1" />
      <DataTableSkeleton columns={columns} rows={2} />
    </div>
  ),
  'ui/dialog': <Dialogs />,
  'ui/empty-state': (
    <EmptyState
      title="Waiting for the first event"
      body="It appears here at once."
      command={{ code: 'curl …', what: 'command' }}
      actions={<Button variant="primary">Open set-up</Button>}
    />
  ),
  'ui/failed-state': (
    <div className="w-full">
      <FailedBanner what="The overview" error={error} asOfMs={sampleMs} onRetry={noDeed} />
      <FailedState what="The overview" error={error} onRetry={noDeed} />
    </div>
  ),
  'ui/filter-chip': (
    <>
      <FilterChip name="Type" value="any" />
      <FilterChip name="Type" value="user.created" count={12} onRemove={noDeed} />
    </>
  ),
  'ui/live-pill': <LivePill count={12} failed={2} onShow={noDeed} />,
  'ui/menu': (
    <Menu trigger={<Button>Open a menu</Button>}>
      <MenuItem icon={Send}>Send</MenuItem>
      <MenuSeparator />
      <MenuItem disabled>Disabled</MenuItem>
    </Menu>
  ),
  'ui/needle': (
    <div className="relative h-12 w-12">
      <Needle className="left-2" />
      <Needle small className="left-8" />
    </div>
  ),
  'ui/no-match': <NoMatch title="No events match these 2 filters" hint="Without the time filter there are 2." />,
  'ui/search-input': <SearchInputs />,
  'ui/segmented-control': <Segments />,
  'ui/sheet': (
    <Sheet label="Event evt_1" head="user.created" onClose={noDeed} onNext={noDeed} openHref="#sheet">
      <p className="p-4">Content beside the list</p>
    </Sheet>
  ),
  'ui/step-mark': (
    <>
      <StepMark state="done" number={1} />
      <StepMark state="failed" number={2} />
      <StepMark state="waiting" number={3} />
      <StepMark state="waiting" number={4} isCurrent={false} />
    </>
  ),
  'ui/skeleton': <SkeletonText lines={3} className="w-60" />,
  'ui/table-column': (
    <table className="w-full">
      <DataTableHead columns={columns} edge="page" />
    </table>
  ),
  'ui/tabs': <TabsSpecimen />,
  'ui/toast': <Toasts />,
  'ui/tooltip': (
    <Tooltip text="What it does" keys="R">
      <button type="button">Point at me</button>
    </Tooltip>
  ),
  'ui/zone': <ZoneSpecimen />,
};
