'use client';

import { ArrowRight, Plus, X } from 'lucide-react';
import { useState } from 'react';

import { Button, IconButton } from '@/components/ui/button';
import { LineInput } from '@/components/ui/line-input';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { type MapRows, mapRowsOf, mapRowsText, withMap } from '@/lib/connectors/records/map-rows';

interface MapRowsEditorProps {
  /** The transforms of a row, as text. */
  value: string;
  onChange: (transforms: string) => void;
}

/** What is being edited, and the text that it was written as: text that cannot be read keeps its rows. */
interface Draft {
  text: string;
  rows: MapRows;
}

/** The transform `map` as rows; without one, a way to add it. */
export function MapRowsEditor({ value, onChange }: MapRowsEditorProps) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const shown = draft?.text === value ? draft.rows : mapRowsOf(value);
  if (shown === null) {
    return (
      <Button size="small" icon={Plus} onClick={() => onChange(withMap(value))} className="self-start">
        Map values
      </Button>
    );
  }
  const change = (changed: Partial<MapRows>) => {
    const rows = { ...shown, ...changed };
    const text = mapRowsText(rows);
    setDraft({ text, rows });
    onChange(text);
  };
  const { rows } = shown;
  const setRow = (at: number, row: readonly [string, string]) => change({ rows: rows.with(at, row) });
  return (
    <div role="group" aria-label="Mapped values" className="flex flex-col gap-1.5">
      {rows.map(([from, to], at) => (
        <div key={at} className="flex items-center gap-2">
          <LineInput
            label={`Value ${at + 1}`}
            value={from}
            onChange={(text) => setRow(at, [text, to])}
            className="w-40 max-phone:w-auto max-phone:flex-1"
          />
          <ArrowRight aria-label="becomes" size={14} strokeWidth={1.75} className="shrink-0 text-ink-3" />
          <LineInput
            label={`Value ${at + 1} becomes`}
            value={to}
            onChange={(text) => setRow(at, [from, text])}
            className="w-40 max-phone:w-auto max-phone:flex-1"
          />
          <IconButton
            label={`Remove value ${at + 1}`}
            icon={X}
            bare
            onClick={() => change({ rows: rows.toSpliced(at, 1) })}
          />
        </div>
      ))}
      <Otherwise rows={shown} onChange={(otherwise) => change({ otherwise })} />
      <Button size="small" icon={Plus} onClick={() => change({ rows: [...rows, ['', '']] })} className="self-start">
        Add a value
      </Button>
    </div>
  );
}

/** Every text that no row maps. */
function Otherwise({ rows: { otherwise }, onChange }: { rows: MapRows; onChange: (text: string | null) => void }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="w-40 text-small text-ink-2 max-phone:w-auto">Anything else</span>
      <ArrowRight aria-label="becomes" size={14} strokeWidth={1.75} className="shrink-0 text-ink-3" />
      <SegmentedControl
        small
        label="Anything else"
        value={otherwise === null ? 'absent' : 'text'}
        onValueChange={(next) => onChange(next === 'absent' ? null : '')}
        options={[
          { value: 'absent', label: 'not sent' },
          { value: 'text', label: 'a text' },
        ]}
      />
      {otherwise === null ? null : (
        <LineInput label="Anything else becomes" value={otherwise} onChange={onChange} className="w-40" />
      )}
    </div>
  );
}
