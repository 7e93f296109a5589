'use client';

import { useQuery } from '@tanstack/react-query';
import { type StreamName } from '@/lib/story/event-view';
import { streamNamesQuery } from './event-queries';

interface StreamNames {
  streams: readonly StreamName[];
  /** Name of an event stream; its id while the name is not known. */
  nameOf: (streamId: string) => string;
}

export function useStreamNames(): StreamNames {
  const { data: streams = [] } = useQuery(streamNamesQuery);
  return { streams, nameOf: (id) => streams.find((stream) => stream.id === id)?.name ?? id };
}
