'use client';

import { type MouseEvent, type ReactNode, useState } from 'react';

import { isJsonObject, isNumber, type JsonObject, type JsonValue } from '@/lib/json/json';

import { OutsideText } from './outside-text';
import { followFocus, moveInTree } from './tree-keys';

interface JsonViewProps {
  value: JsonValue;
  /** Names the tree: "Payload". */
  label: string;
  /** Levels that are open at first. Deeper ones open on demand, so that a hostile nesting is never walked. */
  expandDepth?: number | undefined;
}

/** JSON as a tree that folds. Keys and values are React text, never markup, and numbers keep the digits they came with. */
export function JsonView({ value, label, expandDepth = 3 }: JsonViewProps) {
  if (!isContainer(value)) return <code className="text-mono">{JSON.stringify(value)}</code>;
  return (
    <div
      role="tree"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={moveInTree}
      onFocus={followFocus}
      className="text-mono [overflow-wrap:anywhere] whitespace-pre-wrap"
    >
      <Item value={value} place={{ level: 0, isLast: true, expandDepth }} />
    </div>
  );
}

/** Where an item stands in its tree. */
interface Place {
  level: number;
  isLast: boolean;
  expandDepth: number;
}

interface ItemProps {
  /** The member's key; absent for items of an array and for the root. */
  name?: string | undefined;
  value: JsonValue;
  place: Place;
}

function Item(props: ItemProps) {
  const { name, value, place } = props;
  if (isContainer(value) && Object.keys(value).length > 0) return <Branch {...props} value={value} />;
  return (
    <div role="treeitem" aria-selected={false} tabIndex={place.level === 0 ? 0 : -1} className="pl-4 -outline-offset-1">
      <Name name={name} />
      <Leaf value={value} />
      <Comma place={place} />
    </div>
  );
}

function Branch({ name, value, place }: ItemProps & { value: JsonValue[] | JsonObject }) {
  const { level, expandDepth } = place;
  const [isOpen, setIsOpen] = useState(level < expandDepth);
  const toggle = (event: MouseEvent<HTMLElement>) => {
    // One of the two buttons vanishes when it is pressed, and would take the focus with it.
    event.currentTarget.closest<HTMLElement>('[role=treeitem]')?.focus();
    setIsOpen(!isOpen);
  };
  const [opening, closing] = Array.isArray(value) ? '[]' : '{}';
  return (
    <div
      role="treeitem"
      aria-selected={false}
      aria-expanded={isOpen}
      tabIndex={level === 0 ? 0 : -1}
      className="relative pl-4 -outline-offset-1"
    >
      <button
        type="button"
        tabIndex={-1}
        aria-label={isOpen ? 'Collapse' : 'Expand'}
        onClick={toggle}
        className="absolute -left-1 flex size-5 items-center justify-center text-ink-3 select-none hover:text-ink"
      >
        {isOpen ? '▾' : '▸'}
      </button>
      <Name name={name} />
      <Sign>{opening}</Sign>
      {isOpen ? (
        <div role="group">
          <Members value={value} level={level + 1} expandDepth={expandDepth} />
        </div>
      ) : (
        <button
          type="button"
          tabIndex={-1}
          aria-label="Expand"
          onClick={toggle}
          className="min-w-6 text-center text-ink-3"
        >
          …
        </button>
      )}
      <Sign>{closing}</Sign>
      <Comma place={place} />
    </div>
  );
}

interface MembersProps extends Pick<Place, 'level' | 'expandDepth'> {
  value: JsonValue[] | JsonObject;
}

function Members({ value, level, expandDepth }: MembersProps) {
  const isArray = Array.isArray(value);
  const members = Object.entries<JsonValue>(value);
  return members.map(([key, member], index) => (
    <Item
      key={key}
      name={isArray ? undefined : key}
      value={member}
      place={{ level, isLast: index === members.length - 1, expandDepth }}
    />
  ));
}

function Name({ name }: { name: string | undefined }) {
  return name === undefined ? null : (
    <span className="mr-1.5 font-medium text-ink">
      <OutsideText>{JSON.stringify(name)}</OutsideText>
      {':'}
    </span>
  );
}

function Leaf({ value }: { value: JsonValue }) {
  if (isNumber(value)) return <span className="text-accent">{String(value)}</span>;
  if (typeof value === 'boolean') return <span className="text-accent">{String(value)}</span>;
  if (typeof value === 'string') return <OutsideText className="text-ok">{JSON.stringify(value)}</OutsideText>;
  if (value === null) return <span className="text-ink-3">null</span>;
  return <Sign>{Array.isArray(value) ? '[]' : '{}'}</Sign>;
}

function Comma({ place: { isLast } }: { place: Place }) {
  return isLast ? null : <Sign>,</Sign>;
}

function Sign({ children }: { children: ReactNode }) {
  return <span className="text-ink-3">{children}</span>;
}

function isContainer(value: JsonValue): value is JsonValue[] | JsonObject {
  return Array.isArray(value) || isJsonObject(value);
}
