import { z } from 'zod';
import { count, time, uuid } from './shared-shapes.ts';

const triggers = z.tuple([z.strictObject({ id: z.string(), version: z.string() })]);
// Names only: the values of secrets never leave.
const secrets = z.array(z.strictObject({ name: z.string(), updated_at: time }));
const content = { code: z.string(), dependencies: z.tuple([]), runtime: z.literal('node22'), secrets };
const times = { created_at: time, updated_at: time };

const version = {
  id: uuid,
  deployed: z.boolean(),
  status: z.literal('built'),
  number: z.int().positive(),
  supported_triggers: triggers,
  ...times,
  ...content,
};

const owner = z.strictObject({
  id: uuid,
  name: z.string(),
  supported_triggers: triggers,
  all_changes_deployed: z.boolean(),
  ...times,
});

export const action = z.strictObject({
  id: uuid,
  name: z.string(),
  supported_triggers: triggers,
  all_changes_deployed: z.boolean(),
  status: z.enum(['pending', 'building', 'packaged', 'built', 'retrying', 'failed']),
  ...times,
  ...content,
  // In no description; recorded.
  current_version: z
    .strictObject({
      id: uuid,
      code: z.string(),
      runtime: z.literal('node22'),
      status: z.literal('BUILT'),
      number: z.int().positive(),
      build_time: time,
      ...times,
    })
    .optional(),
  deployed_version: z.strictObject({ ...version, deployed: z.literal(true), built_at: time }).optional(),
});

export const actionList = z.strictObject({
  actions: z.array(action).max(100),
  total: count,
  page: count,
  per_page: count,
});

export const actionVersion = z.strictObject({ ...version, built_at: time, action: owner });

export const actionVersionList = z.strictObject({
  versions: z.array(actionVersion).max(100),
  total: count,
  page: count,
  per_page: count,
});

/** What a deployment answers, as recorded: the version, not yet marked as the one that runs. */
export const deployment = z.strictObject({ ...version, deployed: z.literal(false), action: owner });
