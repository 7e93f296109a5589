import { isoTime } from '../ground/clock.ts';
import { flagOf, type JsonObject, textOf } from '../ground/json.ts';
import type { Directory, EnterpriseConnection, Group, Organization } from './directory.ts';
import type { EventDataByType, EventType } from './event-types.ts';

type DirectoryEventType = Exclude<EventType, `user.${string}`>;

/** What an act works on; things that are not named are the newest of their kind. */
interface Scene {
  directory: Directory;
  body: JsonObject;
  atMs: number;
  user: string;
  role: { id: string; name: string };
}

type ObjectOf<T extends DirectoryEventType> = EventDataByType[T]['object'];

/** The change as it is told; `undefined`: there is no such thing, or nothing changed. */
type Act<T extends DirectoryEventType> = (
  scene: Scene,
) => { object: ObjectOf<T>; previous_object?: ObjectOf<T> } | undefined;

interface Pair {
  organization: Organization;
  group: Group;
  connection: EnterpriseConnection;
}

/** Finds the one or two things an act needs and lets it go on when they are there. */
function withThings<K extends keyof Pair, R>(scene: Scene, kinds: readonly K[], act: (found: Pick<Pair, K>) => R) {
  const { directory, body } = scene;
  const all: Partial<Pair> = {
    organization: directory.organizations.find(textOf(body.organization)),
    group: directory.groups.find(textOf(body.group)),
    connection: directory.connections.find(textOf(body.connection)),
  };
  const complete = (things: Partial<Pair>): things is Pick<Pair, K> =>
    kinds.every((kind) => things[kind] !== undefined);
  return complete(all) ? act(all) : undefined;
}

const nameOf = (body: JsonObject, fallback: string): string => textOf(body.name) ?? fallback;
const groupRef = ({ id, connection_id }: Pick<Group, 'id' | 'connection_id'>) =>
  ({ id, type: 'connection', connection_id }) as const;
const newGroup = ({ name, created_at, ...group }: Group) => ({ ...groupRef(group), name, created_at });
const wholeGroup = (group: Group) => ({ ...group, type: 'connection' }) as const;
const short = ({ id, name }: Organization) => ({ id, name });
const member = (user: string) => ({ member_type: 'user', id: user }) as const;
const FLAGS = ['assign_membership_on_login', 'show_as_button', 'is_signup_enabled'] as const;

function flagsOf(body: JsonObject, before: JsonObject): Record<(typeof FLAGS)[number], boolean> {
  const [assign, show, signUp] = FLAGS.map((name) => flagOf(body[name]) ?? flagOf(before[name]) ?? false);
  return {
    assign_membership_on_login: assign ?? false,
    show_as_button: show ?? false,
    is_signup_enabled: signUp ?? false,
  };
}

const memberEvent = (change: (scene: Scene, parts: string[]) => boolean) => (scene: Scene) =>
  withThings(scene, ['organization'], ({ organization }) =>
    change(scene, ['member', organization.id, scene.user])
      ? { object: { organization: short(organization), user: { user_id: scene.user } } }
      : undefined,
  );

const memberRoleEvent = (change: (scene: Scene, parts: string[]) => boolean) => (scene: Scene) =>
  withThings(scene, ['organization'], ({ organization: { id } }) => {
    const { user, role, directory } = scene;
    const isMember = directory.tied(['member', id, user]) !== undefined;
    return isMember && change(scene, ['role', id, user, role.id])
      ? { object: { organization: { id }, user: { user_id: user }, role } }
      : undefined;
  });

const groupMemberEvent = (change: (scene: Scene, parts: string[]) => boolean) => (scene: Scene) =>
  withThings(scene, ['group'], ({ group }) =>
    change(scene, ['group', group.id, scene.user])
      ? { object: { group: groupRef(group), member: member(scene.user) } }
      : undefined,
  );

const tie = ({ directory }: Scene, parts: string[]) => directory.tie(parts);
const untie = ({ directory }: Scene, parts: string[]) => directory.untie(parts);

const organizationActs = {
  'organization.created': ({ directory, body }) => {
    const object = directory.newOrganization(nameOf(body, 'alder-works'));
    return object && { object };
  },
  'organization.updated': (scene) =>
    withThings(scene, ['organization'], ({ organization }) => {
      const display_name = textOf(scene.body.display_name) ?? `${organization.display_name} AB`;
      const object = { ...organization, display_name };
      scene.directory.organizations.put(object);
      return { object, previous_object: organization };
    }),
  'organization.deleted': (scene) =>
    withThings(scene, ['organization'], ({ organization }) => {
      scene.directory.organizations.remove(organization.id);
      scene.directory.forget(organization.id);
      return { object: organization, previous_object: organization };
    }),
  'organization.member.added': memberEvent(tie),
  'organization.member.deleted': memberEvent(untie),
  'organization.member.role.assigned': memberRoleEvent(tie),
  'organization.member.role.deleted': memberRoleEvent(untie),
  'organization.connection.added': (scene) =>
    withThings(scene, ['organization', 'connection'], ({ organization, connection: { id } }) => {
      const flags = flagsOf(scene.body, {});
      return scene.directory.tie(['connection', organization.id, id], flags)
        ? { object: { organization: short(organization), connection: { id }, ...flags } }
        : undefined;
    }),
  'organization.connection.updated': (scene) =>
    withThings(scene, ['organization', 'connection'], ({ organization, connection: { id } }) => {
      const parts = ['connection', organization.id, id];
      const before = scene.directory.tied(parts);
      if (!before) return undefined;
      const flags = flagsOf(scene.body, before);
      scene.directory.retie(parts, flags);
      const both = { organization: short(organization), connection: { id } };
      return { object: { ...both, ...flags }, previous_object: { ...both, ...flagsOf({}, before) } };
    }),
  'organization.connection.removed': (scene) =>
    withThings(scene, ['organization', 'connection'], ({ organization, connection: { id } }) =>
      scene.directory.untie(['connection', organization.id, id])
        ? { object: { organization: short(organization), connection: { id } } }
        : undefined,
    ),
  'organization.group.role.assigned': (scene) =>
    withThings(scene, ['organization', 'group'], ({ organization: { id }, group }) =>
      scene.directory.tie(['group role', id, group.id, scene.role.id])
        ? {
            object: {
              organization: { id },
              role: scene.role,
              group: groupRef(group),
              created_at: isoTime(scene.atMs),
            },
          }
        : undefined,
    ),
  'organization.group.role.deleted': (scene) =>
    withThings(scene, ['organization', 'group'], ({ organization: { id }, group }) =>
      scene.directory.untie(['group role', id, group.id, scene.role.id])
        ? {
            object: {
              organization: { id },
              role: { id: scene.role.id },
              group: groupRef(group),
              deleted_at: isoTime(scene.atMs),
            },
          }
        : undefined,
    ),
} satisfies { [T in Extract<DirectoryEventType, `organization.${string}`>]: Act<T> };

const groupActs = {
  'group.created': ({ directory, body, atMs }) => {
    const group = directory.newGroup(nameOf(body, 'field-crew'), atMs);
    return group && { object: newGroup(group) };
  },
  'group.updated': (scene) =>
    withThings(scene, ['group'], ({ group }) => {
      const changed = { ...group, name: nameOf(scene.body, `${group.name}-north`), updated_at: isoTime(scene.atMs) };
      return scene.directory.groups.put(changed)
        ? { object: wholeGroup(changed), previous_object: wholeGroup(group) }
        : undefined;
    }),
  'group.deleted': (scene) =>
    withThings(scene, ['group'], ({ group }) => {
      scene.directory.groups.remove(group.id);
      scene.directory.forget(group.id);
      return { object: wholeGroup(group), previous_object: wholeGroup(group) };
    }),
  'group.member.added': groupMemberEvent(tie),
  'group.member.deleted': groupMemberEvent(untie),
  'group.role.assigned': (scene) =>
    withThings(scene, ['group'], ({ group }) =>
      scene.directory.tie(['role', group.id, scene.role.id])
        ? { object: { group: groupRef(group), role: scene.role, created_at: isoTime(scene.atMs) } }
        : undefined,
    ),
  'group.role.deleted': (scene) =>
    withThings(scene, ['group'], ({ group }) =>
      scene.directory.untie(['role', group.id, scene.role.id])
        ? { object: { group: groupRef(group), role: { id: scene.role.id }, deleted_at: isoTime(scene.atMs) } }
        : undefined,
    ),
} satisfies { [T in Extract<DirectoryEventType, `group.${string}`>]: Act<T> };

const connectionActs = {
  'connection.created': ({ directory, body }) => {
    const object = directory.newConnection(nameOf(body, 'alder-oidc'));
    return object && { object };
  },
  'connection.updated': (scene) =>
    withThings(scene, ['connection'], ({ connection }) => {
      const display_name = textOf(scene.body.display_name) ?? `${connection.display_name} sign-in`;
      const object = { ...connection, display_name };
      scene.directory.connections.put(object);
      return { object, previous_object: connection };
    }),
  'connection.deleted': (scene) =>
    withThings(scene, ['connection'], ({ connection }) => {
      scene.directory.connections.remove(connection.id);
      scene.directory.forget(connection.id);
      return { object: connection, previous_object: connection };
    }),
} satisfies { [T in Extract<DirectoryEventType, `connection.${string}`>]: Act<T> };

/** By the event that tells of it: what can happen to organizations, groups and connections. */
export const directoryActs: { [T in DirectoryEventType]: Act<T> } = {
  ...organizationActs,
  ...groupActs,
  ...connectionActs,
};

export const isDirectoryEvent = (type: string): type is DirectoryEventType => Object.hasOwn(directoryActs, type);
