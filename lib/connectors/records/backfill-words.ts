import { type BackfillAct } from './backfill-act';

/** What a backfill does, after the number of users: "480 create, 20 link". */
export const actWords: Record<BackfillAct, string> = {
  create: 'create',
  link: 'link',
  update: 'are linked already',
  deactivate: 'deactivate',
  ask: 'to review',
  no_email: 'without e-mail',
  leave: 'left alone',
};
