import { isoTime } from '../ground/clock.ts';
import { deploy, STREAM_TRIGGER, type StoredAction } from '../tenant/action-store.ts';
import type { Tenant } from '../world/tenant.ts';

/** Ids of the seeded Actions, the same at every start. */
export const ACTION_IDS = {
  crm: 'b7d9f4a2-3c1e-4f6a-9d20-5e8c7a1b6f34',
  draft: '0c6e2b94-7a1d-4b58-8f33-d1a9e5c07246',
  login: '5fa83d17-92c4-4e6b-b0d8-37c1f6a2e985',
} as const;

const DAY = 86_400_000;

const CRM_CODE = `exports.onExecuteEventStream = async (event, api) => {
  const { type, data } = event.message;
  if (data.object.email && data.object.email.endsWith('@fail.example')) throw new Error('CRM refused ' + type);
  await api.cache.set('last', event.message.id);
};
`;
const DRAFT_CODE = `exports.onExecuteEventStream = async (event, api) => {
  console.log(event.message.type);
};
`;
const LOGIN_CODE = `exports.onExecutePostLogin = async (event, api) => {
  api.idToken.setCustomClaim('https://streamgauge.dev/roles', event.authorization?.roles ?? []);
};
`;

/** One Action a stream can call, one that was never deployed, and one of another trigger. */
export function seedActions(tenant: Tenant): void {
  const atMs = tenant.clock.now() - 40 * DAY;
  const at = isoTime(atMs);
  const put = (seed: Pick<StoredAction, 'id' | 'name' | 'trigger' | 'code'>, versionId?: string) => {
    const secrets = { CRM_KEY: { value: 'simulated-crm-key', updatedAt: at } };
    const undeployed = { versions: [], deployed: 0, hasChanges: true };
    const times = { createdAt: at, updatedAt: at, builtAtMs: atMs };
    const action: StoredAction = { ...seed, ...undeployed, ...times, secrets, configuration: {} };
    if (versionId !== undefined) deploy(action, { id: versionId, at });
    tenant.actions.put(action);
  };
  put(
    { id: ACTION_IDS.crm, name: 'Send to CRM', trigger: STREAM_TRIGGER, code: CRM_CODE },
    '3d1f6a0e-52b8-4c97-8e64-a07c2b9f1d35',
  );
  put({ id: ACTION_IDS.draft, name: 'Draft of an audit trail', trigger: STREAM_TRIGGER, code: DRAFT_CODE });
  put(
    { id: ACTION_IDS.login, name: 'Roles into the ID token', trigger: 'post-login', code: LOGIN_CODE },
    '91c4e7b2-06da-4f18-b3a5-6e28d0f74c19',
  );
}

/** Every third user has a role, every ninth two. */
export function seedRoles(tenant: Tenant): void {
  const { roles } = tenant.roles;
  for (const [index, user] of tenant.users.list().entries()) {
    if (index % 3 !== 0) continue;
    const first = (index / 3) % roles.length;
    const chosen = [roles[first], index % 9 === 0 ? roles[(first + 1) % roles.length] : undefined];
    tenant.roles.assign(
      user.user_id,
      chosen.flatMap((role) => role?.id ?? []),
    );
  }
}
