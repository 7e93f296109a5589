'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';

import { deleteJson } from '@/components/data/api';
import { useToast } from '@/components/ui/toast';
import { type Connector } from '@/lib/connectors/connector';
import { apiPaths, paths } from '@/lib/paths';
import { isolatedText } from '@/lib/text/outside-text';

import { connectorListQuery } from './connector-queries';

/** Deletes a connector by its name, leads to the others, and says so. */
export function useDeleteConnector({ id, name }: Pick<Connector, 'id' | 'name'>, word: 'deleted' | 'discarded') {
  const queries = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  return useMutation({
    mutationFn: (typed: string) => deleteJson(apiPaths.connector(id), { name: typed }),
    onSuccess: () => {
      router.push(paths.connectors);
      toast({ tone: 'ok', title: `${isolatedText(name)} was ${word}` });
      void queries.invalidateQueries({ queryKey: connectorListQuery.queryKey });
    },
  });
}
