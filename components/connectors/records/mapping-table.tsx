'use client';

import { ArrowRight } from 'lucide-react';
import { Fragment, type KeyboardEvent } from 'react';

import { cn } from '@/components/ui/cn';
import { OutsideText } from '@/components/ui/outside-text';
import { type MappingFinding, type PropertyFacts } from '@/lib/connectors/records/check-mapping';
import { movedRow, type RowFields, rowProblem } from '@/lib/connectors/records/mapping-form';
import { type MappingRow } from '@/lib/connectors/records/record-config';

import { FindingMark } from '../findings';
import { RowEditor } from './row-editor';

const whenWords: Record<MappingRow['when'], string> = {
  always: 'always',
  create: 'on create',
  if_empty: 'if empty',
};

interface MappingTableProps {
  rows: RowFields[];
  /** Keys of rows that are not as they were saved. */
  changed: ReadonlySet<string>;
  /** Null while they are not known. */
  properties: readonly PropertyFacts[] | null;
  findings: readonly MappingFinding[];
  /** What a target is called at the other side. */
  targetName?: string | undefined;
  /** Key of the row that is unfolded. */
  openKey: string | null;
  onOpen: (key: string | null) => void;
  /** Absent for people who may only look. */
  onChange?: ((rows: RowFields[]) => void) | undefined;
}

/** Where each value comes from and where it goes. A row unfolds in place. */
export function MappingTable({ openKey, onOpen, ...props }: MappingTableProps) {
  const { rows, onChange, targetName = 'HubSpot property' } = props;
  return (
    <table
      aria-label="Mapping"
      className="w-full table-fixed border-separate border-spacing-0 text-body max-phone:block"
    >
      <thead className="max-phone:sr-only">
        <tr className="[&>th]:h-7 [&>th]:border-b [&>th]:px-1 [&>th]:text-left [&>th]:text-small [&>th]:font-normal [&>th]:text-ink-3 [&>th:first-child]:pl-6 max-phone:[&>th:first-child]:pl-3">
          <th scope="col">Source</th>
          <th scope="col" className="w-[20%] max-phone:hidden">
            Transforms
          </th>
          <th scope="col" className="w-[32%]">
            {targetName}
          </th>
          <th scope="col" className="w-[72px] max-phone:hidden">
            When
          </th>
          <th scope="col" className="w-[72px] max-phone:hidden">
            If cleared
          </th>
          <th scope="col" className="w-11">
            <span className="sr-only">Check</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-phone:block">
        {rows.map((row, index) => (
          <Fragment key={row.key}>
            <Row
              {...props}
              row={row}
              isOpen={openKey === row.key}
              onToggle={(isOpen) => onOpen(isOpen ? row.key : null)}
            />
            {openKey === row.key && onChange !== undefined ? (
              <tr className="max-phone:block">
                <td colSpan={6} className="border-b bg-ground p-0 shadow-[inset_2px_0_var(--petrol)] max-phone:block">
                  <RowEditor {...props} number={index + 1} row={row} onChange={onChange} onClose={() => onOpen(null)} />
                </td>
              </tr>
            ) : null}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Pick<MappingTableProps, 'rows' | 'changed' | 'properties' | 'findings' | 'onChange'> {
  row: RowFields;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
}

const cell = 'h-9 truncate border-b px-1 max-phone:border-b-0 max-phone:py-2';

function Row({ row, rows, changed, properties, findings, onChange, isOpen, onToggle }: RowProps) {
  const isChanged = changed.has(row.key);
  const type = properties?.find(({ name }) => name === row.target.trim());
  return (
    <tr className={cn('max-phone:flex max-phone:border-b', isOpen ? 'bg-select' : 'hover:bg-hover')}>
      <td
        className={cn(
          cell,
          'pl-6 max-phone:flex-1 max-phone:pl-3',
          (isChanged || isOpen) && 'shadow-[inset_2px_0_var(--petrol)]',
        )}
      >
        <SourceCell row={row} rows={rows} onChange={onChange} isOpen={isOpen} onToggle={onToggle} />
        {isChanged ? <span className="ml-2 text-small text-accent">changed</span> : null}
      </td>
      <td className={cn(cell, 'max-phone:hidden')}>
        {row.transforms.trim() === '' ? (
          <span className="text-ink-3">–</span>
        ) : (
          <code className="rounded-chip bg-sunk px-1 text-mono" title={row.transforms}>
            {row.transforms}
          </code>
        )}
      </td>
      <td className={cn(cell, 'max-phone:flex-1')}>
        <ArrowRight aria-label="goes to" size={14} strokeWidth={1.75} className="mr-2 inline text-ink-3" />
        <code className="text-mono">
          <OutsideText>{row.target}</OutsideText>
        </code>
        {type === undefined ? null : (
          <span className="ml-2 text-small text-ink-3 max-phone:hidden">
            {type.isUnique ? `unique ${type.type}` : type.type}
          </span>
        )}
      </td>
      <td className={cn(cell, 'text-ink-2 max-phone:hidden')}>{whenWords[row.when]}</td>
      <td className={cn(cell, 'max-phone:hidden', row.cleared === 'clear' ? 'font-medium' : 'text-ink-2')}>
        {row.cleared}
      </td>
      <td className={cn(cell, 'pr-6 max-phone:pr-3')}>
        <Mark row={row} rows={rows} findings={findings} isKnown={properties !== null} />
      </td>
    </tr>
  );
}

type SourceCellProps = Pick<RowProps, 'row' | 'rows' | 'onChange' | 'isOpen' | 'onToggle'>;

/** Opens the row; with Alt and an arrow it moves. */
function SourceCell({ row, rows, onChange, isOpen, onToggle }: SourceCellProps) {
  const name = row.source.trim() === '' ? 'new row' : row.source;
  if (onChange === undefined) {
    return (
      <code className="text-mono">
        <OutsideText>{name}</OutsideText>
      </code>
    );
  }
  const move = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onChange(movedRow(rows, row.key, event.key === 'ArrowUp' ? -1 : 1));
  };
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      onClick={() => onToggle(!isOpen)}
      onKeyDown={move}
      className="h-6 max-w-full truncate rounded-chip text-left text-mono quick hover:text-accent hover:underline"
    >
      <OutsideText>{name}</OutsideText>
    </button>
  );
}

interface MarkProps {
  row: RowFields;
  rows: readonly RowFields[];
  findings: readonly MappingFinding[];
  /** The properties of the portal are known. */
  isKnown: boolean;
}

function Mark({ row, rows, findings, isKnown }: MarkProps) {
  const problem = rowProblem(row, rows);
  if (problem !== null) return <FindingMark tone="bad" label={problem.text} />;
  const about = findings.filter(({ target }) => target === row.target.trim());
  const worst = about.find(({ tone }) => tone === 'bad') ?? about.find(({ tone }) => tone === 'warn');
  if (worst !== undefined) return <FindingMark tone={worst.tone} label={worst.text} />;
  return isKnown ? <FindingMark tone="ok" /> : null;
}
