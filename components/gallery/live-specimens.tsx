'use client';

import { useState } from 'react';
import { useAnnounce } from '../ui/announcer';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { TextField } from '../ui/text-field';
import { Toggle } from '../ui/toggle';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { Dialog } from '../ui/dialog';
import { LineInput } from '../ui/line-input';
import { useNow } from '../ui/now';
import { SearchInput } from '../ui/search-input';
import { SecretField } from '../ui/secret-field';
import { SegmentedControl } from '../ui/segmented-control';
import { SelectBox } from '../ui/select-box';
import { TabPanel, Tabs } from '../ui/tabs';
import { useToast } from '../ui/toast';
import { useZone } from '../ui/zone';
import { FilterMenu } from '../parts/filter-menu';
import { JobDialog } from '../parts/job-dialog';
import { SelectionBar } from '../parts/selection-bar';
import { noDeed } from './samples';

/** Says something to screen readers. */
export function Announcement() {
  const announce = useAnnounce();
  return <Button onClick={() => announce('Three new events')}>Announce</Button>;
}

/** The time that all relative times are told against. */
export function ClockSpecimen() {
  const now = useNow();
  return <span>{new Date(now).toISOString().slice(11, 19)}</span>;
}

/** The zone that times are written in. */
export function ZoneSpecimen() {
  const { timeZone } = useZone();
  return <span>{timeZone}</span>;
}

/** One toast of each tone. */
export function Toasts() {
  const toast = useToast();
  return (['ok', 'accent', 'warn', 'bad'] as const).map((tone) => (
    <Button key={tone} onClick={() => toast({ title: `A toast, ${tone}`, body: 'With a second line.', tone })}>
      {tone}
    </Button>
  ));
}

/** On, off, in part and out of reach. */
export function Toggles() {
  const [checked, setChecked] = useState(true);
  return (
    <>
      <Toggle label="On or off" checked={checked} onCheckedChange={setChecked} />
      <Toggle label="Disabled" checked={false} onCheckedChange={setChecked} disabled />
    </>
  );
}

export function TextFields() {
  const [text, setText] = useState('');
  return (
    <>
      <TextField label="Name" value={text} onChange={setText} placeholder="#identity-ops" />
      <TextField label="Address" value="nowhere" onChange={setText} errorId="specimen-error" />
      <p id="specimen-error" className="text-small text-bad">
        It must be an http or https address.
      </p>
    </>
  );
}

export function Checkboxes() {
  const [checked, setChecked] = useState(true);
  return (
    <>
      <Checkbox checked="indeterminate" onCheckedChange={setChecked}>
        Some of them
      </Checkbox>
      <Checkbox checked={checked} onCheckedChange={setChecked}>
        Pressed or not
      </Checkbox>
      <Checkbox checked={false} onCheckedChange={setChecked} disabled>
        Disabled
      </Checkbox>
    </>
  );
}

/** Opens both kinds of dialog. */
export function Dialogs() {
  const [open, setOpen] = useState<'none' | 'plain' | 'confirm'>('none');
  const shut = () => setOpen('none');
  return (
    <>
      <Button onClick={() => setOpen('plain')}>Open a dialog</Button>
      <Button onClick={() => setOpen('confirm')}>Ask a question</Button>
      <Dialog open={open === 'plain'} onOpenChange={shut} title="A dialog" description="One sentence.">
        Content
      </Dialog>
      <ConfirmDialog
        open={open === 'confirm'}
        onOpenChange={shut}
        title="Disable this event stream?"
        confirmLabel="Disable"
        danger
        error="Auth0 did not answer in time."
        onConfirm={shut}
      />
    </>
  );
}

/** Empty and filled. */
export function SearchInputs() {
  const [value, setValue] = useState('ada');
  return <SearchInput label="Search users" placeholder="Name or address" value={value} onValueChange={setValue} />;
}

/** Words, and small. */
export function Segments() {
  const [value, setValue] = useState<'1h' | '24h'>('24h');
  const options = [
    { value: '1h' as const, label: '1 h' },
    { value: '24h' as const, label: '24 h' },
  ];
  return (
    <>
      <SegmentedControl label="Range" value={value} onValueChange={setValue} options={options} />
      <SegmentedControl small label="Small range" value={value} onValueChange={setValue} options={options} />
    </>
  );
}

/** Two tabs, one with a count. */
export function TabsSpecimen() {
  const [value, setValue] = useState('changes');
  const tabs = [
    { value: 'changes', label: 'Changes', count: 2 },
    { value: 'payload', label: 'Payload' },
  ];
  return (
    <Tabs label="Event" tabs={tabs} value={value} onValueChange={setValue}>
      <TabPanel value="changes">What changed</TabPanel>
      <TabPanel value="payload">What came</TabPanel>
    </Tabs>
  );
}

/** One of two set. */
export function FilterMenuSpecimen() {
  const [selected, setSelected] = useState(['applied']);
  const options = [
    { value: 'applied', label: 'applied', count: 40, swatch: 'applied' as const },
    { value: 'error', label: 'error', count: 2, swatch: 'error' as const },
  ];
  return <FilterMenu name="Outcome" options={options} selected={selected} onChange={setSelected} />;
}

/** Of a list, and of a form. */
export function SelectionBars() {
  const [isAll, setIsAll] = useState(false);
  const widen = {
    label: isAll ? 'Select only the 50 shown' : 'Select all 312 matching',
    onPress: () => setIsAll(!isAll),
  };
  return (
    <div className="relative h-40 w-full">
      <SelectionBar
        label="Selection"
        text={isAll ? 'All 312 matching selected' : '50 selected'}
        widen={widen}
        note="Nothing is requested before you confirm."
        clear={{ label: 'Clear', onPress: noDeed }}
        primary={{ label: isAll ? 'Retry 312…' : 'Retry 50…', onPress: noDeed, keys: 'R' }}
        isResting
      />
    </div>
  );
}

/** Fields within sentences and rows, and one for secrets. */
export function ShortFields() {
  const [line, setLine] = useState('app_metadata.plan');
  return <LineInput label="Source" value={line} onChange={setLine} />;
}

export function SecretFields() {
  const [secret, setSecret] = useState('pat-eu1-0000');
  return <SecretField label="Service key" value={secret} onChange={setSecret} hint="It is never shown again." />;
}

const whenOptions = [
  { value: 'always', label: 'always' },
  { value: 'create', label: 'on create' },
] as const;

export function SelectBoxes() {
  const [when, setWhen] = useState<'always' | 'create'>('always');
  return <SelectBox label="When" value={when} onValueChange={setWhen} options={whenOptions} />;
}

/** Asks before a job; there is nothing to do in this one. */
export function JobDialogs() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Start a job</Button>
      {isOpen ? (
        <JobDialog
          onClose={() => setIsOpen(false)}
          title="Bring users into step?"
          confirmLabel="Backfill"
          request={null}
          isCounting={false}
          error={null}
        >
          Nobody is left to be brought into step.
        </JobDialog>
      ) : null}
    </>
  );
}
