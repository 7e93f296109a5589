'use client';

import { useMemo, useState } from 'react';

import { type EventTypeName } from '@/lib/events/event-types';
import { type JsonObject } from '@/lib/json/json';
import { checkData, type DataProblem } from '@/lib/test-events/check-data';
import { sampleText } from '@/lib/test-events/sample-data';
import { mostInBurst, testEventTypes } from '@/lib/test-events/test-event';

interface TestForm {
  eventType: EventTypeName;
  setEventType: (type: EventTypeName) => void;
  /** How many to send; null while what is written is no such number. */
  count: number | null;
  countText: string;
  setCountText: (text: string) => void;
  text: string;
  setText: (text: string) => void;
  resetText: () => void;
  isChanged: boolean;
  problems: readonly DataProblem[];
  /** What to send in the place of Auth0's sample; null for the sample, and while there are problems. */
  data: JsonObject | null;
}

/** What a person has chosen to send. A payload that was changed is kept for its type. */
export function useTestForm(subscriptions: readonly string[]): TestForm {
  const [eventType, setEventType] = useState(() => firstType(subscriptions));
  const [countText, setCountText] = useState('1');
  const [own, setOwn] = useState<Partial<Record<EventTypeName, string>>>({});
  const sample = sampleText(eventType);
  const text = own[eventType] ?? sample;
  const isChanged = text !== sample;
  const checked = useMemo(() => checkData(eventType, text), [eventType, text]);
  return {
    ...{ eventType, setEventType, countText, setCountText, text, isChanged },
    count: countOf(countText),
    setText: (next) => setOwn({ ...own, [eventType]: next }),
    resetText: () => setOwn({ ...own, [eventType]: sample }),
    problems: checked.problems,
    data: isChanged ? checked.data : null,
  };
}

function firstType(subscriptions: readonly string[]): EventTypeName {
  return testEventTypes.find((type) => subscriptions.includes(type)) ?? 'user.created';
}

function countOf(text: string): number | null {
  const count = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
  return count >= 1 && count <= mostInBurst ? count : null;
}
