'use client';

import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';

import { Button } from '@/components/ui/button';
import { OutsideText } from '@/components/ui/outside-text';
import { useShortcut } from '@/components/ui/use-shortcut';
import { type MappingFinding, type PropertyFacts } from '@/lib/connectors/records/check-mapping';
import { changedRows, newRow, type RowFields } from '@/lib/connectors/records/mapping-form';
import { formatCounted } from '@/lib/text/format';

import { FindingMark } from '../findings';
import { MappingTable } from './mapping-table';

interface MappingEditorProps {
  rows: RowFields[];
  saved: readonly RowFields[];
  onChange: (rows: RowFields[]) => void;
  /** The person is an administrator: may change it. */
  mayEdit: boolean;
  /** What a target is called at the other side. */
  targetName: string;
  /** Null where the other side does not tell them, or not yet. */
  properties: readonly PropertyFacts[] | null;
  findings: readonly MappingFinding[];
  /** Beside the count. */
  note?: ReactNode;
  /** Below the rows. */
  children?: ReactNode;
}

/** The rows with their check, and a way to add one. */
export function MappingEditor({ rows, saved, onChange, mayEdit, note, children, ...shown }: MappingEditorProps) {
  const [openKey, setOpenKey] = useState<string | null>(null);
  const add = () => {
    const row = newRow(rows);
    onChange([...rows, row]);
    setOpenKey(row.key);
  };
  useShortcut('a', add, mayEdit);
  return (
    <section aria-label="Rows" className="min-w-0">
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b px-6 py-1 max-phone:px-3">
        <h2 className="text-heading">{formatCounted(rows.length, 'row')}</h2>
        {note}
        {mayEdit ? (
          <Button icon={Plus} keys="A" onClick={add} className="ml-auto max-phone:[&>kbd]:hidden">
            Add row
          </Button>
        ) : null}
      </div>
      <MappingTable
        {...shown}
        rows={rows}
        changed={changedRows(saved, rows)}
        openKey={openKey}
        onOpen={setOpenKey}
        onChange={mayEdit ? onChange : undefined}
      />
      {children}
      <MappingFindings findings={shown.findings} />
    </section>
  );
}

function MappingFindings({ findings }: { findings: readonly MappingFinding[] }) {
  const shown = findings.filter(({ tone }) => tone !== 'ok');
  if (shown.length === 0) return null;
  return (
    <ul aria-label="Findings" className="flex flex-col gap-1.5 px-6 py-3 max-phone:px-3">
      {shown.map(({ text, tone }) => (
        <li key={text} className="flex gap-2 text-body">
          <span className="mt-0.5">
            <FindingMark tone={tone} />
          </span>
          <OutsideText className="min-w-0 break-words">{text}</OutsideText>
        </li>
      ))}
    </ul>
  );
}
