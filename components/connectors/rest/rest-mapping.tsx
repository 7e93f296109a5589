'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { newRow, type RowFields } from '@/lib/connectors/records/mapping-form';

import { MappingTable } from '../hubspot/mapping-table';

interface RestMappingProps {
  rows: RowFields[];
  onChange: (rows: RowFields[]) => void;
  /** What the API refused of it. */
  error: string | undefined;
}

const noneChanged: ReadonlySet<string> = new Set();

/** What goes where. The CRM does not tell its fields: targets are any text. */
export function RestMapping({ rows, onChange, error }: RestMappingProps) {
  const [openKey, setOpenKey] = useState<string | null>(null);
  const add = () => {
    const row = newRow(rows);
    onChange([...rows, row]);
    setOpenKey(row.key);
  };
  return (
    <div className="flex flex-col gap-2">
      <p className="text-small text-ink-2">
        Values are sent as text. A row that ends with number is sent as a number, and one that ends with yes_no true,
        false as true or false.
      </p>
      <div className="border-x border-t">
        <MappingTable
          rows={rows}
          changed={noneChanged}
          targetName="Target"
          properties={null}
          findings={[]}
          openKey={openKey}
          onOpen={setOpenKey}
          onChange={onChange}
        />
      </div>
      {error === undefined ? null : (
        <p role="alert" className="text-small text-bad">
          {error}
        </p>
      )}
      <Button icon={Plus} onClick={add} className="self-start">
        Add row
      </Button>
    </div>
  );
}
