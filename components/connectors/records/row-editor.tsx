'use client';

import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { type ReactNode, useId } from 'react';

import { Button } from '@/components/ui/button';
import { LineInput } from '@/components/ui/line-input';
import { OutsideText } from '@/components/ui/outside-text';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { type MappingFinding, type PropertyFacts } from '@/lib/connectors/records/check-mapping';
import { commonSources, movedRow, type RowFields, rowProblem } from '@/lib/connectors/records/mapping-form';
import { transformNames } from '@/lib/connectors/records/transform-text';

import { MapRowsEditor } from './map-rows-editor';

interface RowEditorProps {
  /** Place of the row, from 1. */
  number: number;
  row: RowFields;
  rows: RowFields[];
  properties: readonly PropertyFacts[] | null;
  /** What a target is called at the other side. */
  targetName?: string | undefined;
  findings: readonly MappingFinding[];
  onChange: (rows: RowFields[]) => void;
  onClose: () => void;
}

const whens = [
  { value: 'always', label: 'always' },
  { value: 'create', label: 'on create' },
  { value: 'if_empty', label: 'if empty' },
] as const;

const clears = [
  { value: 'leave', label: 'leave' },
  { value: 'clear', label: 'clear' },
] as const;

/** Everything of one row. What is wrong with it is said below. */
export function RowEditor(props: RowEditorProps) {
  const { number, row, rows, properties, onChange } = props;
  const errorId = useId();
  const problem = rowProblem(row, rows);
  const set = (changed: Partial<RowFields>) =>
    onChange(rows.map((other) => (other.key === row.key ? { ...other, ...changed } : other)));
  const errorOf = (field: keyof RowFields) => (problem?.field === field ? errorId : undefined);
  return (
    <div role="group" aria-label={`Row ${number}`} className="flex flex-col gap-3 px-6 py-3 max-phone:px-3">
      <div className="grid grid-cols-3 gap-3 max-wide:grid-cols-1">
        <Sources row={row} onChange={(source) => set({ source })} errorId={errorOf('source')} />
        <Field label="Transforms, in order">
          <LineInput
            label="Transforms"
            value={row.transforms}
            onChange={(transforms) => set({ transforms })}
            placeholder="lower | cut 40"
            errorId={errorOf('transforms')}
          />
        </Field>
        <Targets
          row={row}
          properties={properties}
          targetName={props.targetName}
          onChange={(target) => set({ target })}
          errorId={errorOf('target')}
        />
      </div>
      <p className="text-small text-ink-2">
        {`Transforms are ${transformNames.join(', ')}: prefix +, cut 40, date day, map free=starter, team=professional, *=other.`}
      </p>
      <MapRowsEditor value={row.transforms} onChange={(transforms) => set({ transforms })} />
      <Manners row={row} onChange={set} />
      <Wrong {...props} errorId={errorId} />
      <RowActs {...props} />
    </div>
  );
}

/** When it is sent, and what follows when the value is gone. */
function Manners({ row, onChange }: { row: RowFields; onChange: (changed: Partial<RowFields>) => void }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <span className="text-small text-ink-2">Send</span>
      <SegmentedControl
        small
        label="Send"
        value={row.when}
        onValueChange={(when) => onChange({ when })}
        options={whens}
      />
      <span className="text-small text-ink-2">If the source is cleared</span>
      <SegmentedControl
        small
        label="If the source is cleared"
        value={row.cleared}
        onValueChange={(cleared) => onChange({ cleared })}
        options={clears}
      />
    </div>
  );
}

function Wrong({ row, rows, findings, errorId }: RowEditorProps & { errorId: string }) {
  const problem = rowProblem(row, rows);
  const about = findings.filter(({ target }) => target === row.target.trim());
  return (
    <div aria-live="polite" className="text-small empty:hidden">
      {problem === null ? null : (
        <p id={errorId} className="text-bad">
          <OutsideText>{problem.text}</OutsideText>
        </p>
      )}
      {about.map(({ text, tone }) => (
        <p key={text} className={tone === 'bad' ? 'text-bad' : 'text-warn'}>
          <OutsideText>{text}</OutsideText>
        </p>
      ))}
    </div>
  );
}

function RowActs({ row, rows, onChange, onClose }: RowEditorProps) {
  const remove = () => {
    onClose();
    onChange(rows.filter(({ key }) => key !== row.key));
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="small" icon={ArrowUp} onClick={() => onChange(movedRow(rows, row.key, -1))}>
        Move up
      </Button>
      <Button size="small" icon={ArrowDown} onClick={() => onChange(movedRow(rows, row.key, 1))}>
        Move down
      </Button>
      <Button size="small" icon={Trash2} onClick={remove}>
        Remove the row
      </Button>
      <Button size="small" variant="quiet" onClick={onClose} className="ml-auto">
        Close the row
      </Button>
    </div>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span aria-hidden="true" className="text-small text-ink-2">
        {label}
      </span>
      {children}
    </div>
  );
}

interface PathProps {
  row: RowFields;
  onChange: (value: string) => void;
  errorId: string | undefined;
}

function Sources({ row, onChange, errorId }: PathProps) {
  const listId = useId();
  return (
    <Field label="Source: a path, =text, {template}">
      <LineInput
        label="Source"
        value={row.source}
        onChange={onChange}
        placeholder="user_metadata.plan"
        list={listId}
        takesFocus={row.source === ''}
        errorId={errorId}
      />
      <datalist id={listId}>
        {commonSources.map((source) => (
          <option key={source} value={source} />
        ))}
      </datalist>
    </Field>
  );
}

type TargetsProps = PathProps & Pick<RowEditorProps, 'properties' | 'targetName'>;

function Targets({ row, onChange, errorId, properties, targetName = 'HubSpot property' }: TargetsProps) {
  const listId = useId();
  return (
    <Field label={targetName}>
      <LineInput
        label={targetName}
        value={row.target}
        onChange={onChange}
        placeholder="firstname"
        list={listId}
        errorId={errorId}
      />
      <datalist id={listId}>
        {(properties ?? [])
          .filter(({ isReadOnly }) => !isReadOnly)
          .map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
      </datalist>
    </Field>
  );
}
