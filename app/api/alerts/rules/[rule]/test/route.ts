import { alertRules } from '@/lib/concerns/sign';
import { testRule } from '@/lib/server/alerts/alert-deeds';
import { noSuchRule } from '@/lib/server/http/alert-problem';
import { apiRoute } from '@/lib/server/http/api-route';
import { store } from '@/lib/server/process/store';

export const POST = apiRoute<{ rule: string }>('admin', async ({ params, person }) => {
  const rule = alertRules.find((known) => known === params.rule) ?? noSuchRule();
  return testRule({ store: await store(), actor: person.email ?? person.id, rule });
});
