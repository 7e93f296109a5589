/** A tenant-wide role, as against one inside an organization. */
interface TenantRole {
  id: string;
  name: string;
  description: string;
}

const ROLES: readonly TenantRole[] = [
  { id: 'rol_Wk7TfB2nHq9LxZ4c', name: 'Support agent', description: 'Answers customers and sees their orders' },
  { id: 'rol_Yp3RmD8vJs6KwA1e', name: 'Billing clerk', description: 'Issues and corrects invoices' },
  { id: 'rol_Xn5QgC4tLz7MvB2d', name: 'Warehouse lead', description: 'Plans shifts and stock' },
];

/** Which user has which role. No event tells of a change here: Auth0 has none for it. */
export class RoleStore {
  readonly #idsByUser = new Map<string, Set<string>>();

  get roles(): readonly TenantRole[] {
    return ROLES;
  }

  of(userId: string): TenantRole[] {
    const ids = this.#idsByUser.get(userId);
    return ROLES.filter((role) => ids?.has(role.id));
  }

  assign(userId: string, roleIds: readonly string[]): void {
    this.#idsByUser.set(userId, new Set([...(this.#idsByUser.get(userId) ?? []), ...roleIds]));
  }

  remove(userId: string, roleIds: readonly string[]): void {
    for (const id of roleIds) this.#idsByUser.get(userId)?.delete(id);
  }

  forget(userId: string): void {
    this.#idsByUser.delete(userId);
  }
}
