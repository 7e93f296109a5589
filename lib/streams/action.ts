import { z } from 'zod';

/** Trigger of the Actions that an event stream can call. */
export const streamTrigger = { id: 'event-stream', version: 'v1' } as const;

/** An Action of the tenant as the Management API describes it, without its code. Values of secrets never come back from there. */
export interface StreamAction {
  /** A UUID. */
  id: string;
  /** The id when Auth0 has no name. */
  name: string;
  /** `pending`, `building`, `built`, `failed`, …; an open list, the raw word is kept. */
  status: string;
  /** Number of the version that runs; null when none was ever deployed, so that no event stream can call it. */
  deployedVersion: number | null;
  /** False while the draft differs from what runs. */
  isAllDeployed: boolean;
  /** Names alone. */
  secrets: string[];
  /** Auth0's own string. */
  updatedAt: string | null;
}

/** An Action with its draft's code. */
export interface ActionDraft extends StreamAction {
  code: string;
}

const text = z.string().min(1);

const actionSchema = z.looseObject({
  id: text,
  name: text.nullish().catch(null),
  status: text.catch('unknown'),
  code: z.string().catch(''),
  deployed_version: z
    .looseObject({ number: z.number().nullish().catch(null) })
    .nullish()
    .catch(null),
  all_changes_deployed: z.boolean().catch(false),
  secrets: z
    .array(z.looseObject({ name: text.nullish().catch(null) }).catch({ name: null }))
    .catch([])
    .transform((secrets) => secrets.flatMap(({ name }) => name ?? [])),
  updated_at: text.nullish().catch(null),
});

/** Reads one Action; null when it has no id. Tolerant of everything else, because the API grows. */
export function parseAction(input: unknown): ActionDraft | null {
  const parsed = actionSchema.safeParse(input);
  if (!parsed.success) return null;
  const { id, name, status, code, secrets, deployed_version: deployed, ...rest } = parsed.data;
  return {
    ...{ id, name: name ?? id, status, code, secrets },
    // A version that Auth0 gives no number runs all the same.
    deployedVersion: deployed === null || deployed === undefined ? null : (deployed.number ?? 1),
    isAllDeployed: rest.all_changes_deployed,
    updatedAt: rest.updated_at ?? null,
  };
}

/** "version 3", "version 3, with changes not deployed", "never deployed". */
export function deploymentWords({ deployedVersion, isAllDeployed }: StreamAction): string {
  if (deployedVersion === null) return 'never deployed';
  return `version ${deployedVersion}${isAllDeployed ? '' : ', with changes not deployed'}`;
}
