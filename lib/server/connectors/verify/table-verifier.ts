import { type Finding } from '../../../connectors/finding';
import { verifyRow } from '../../../connectors/sql/verify-row';
import { type TableConfig } from '../../../connectors/table-config';
import { type Store } from '../../../store';
import { type DatabaseParts, type Dialect, type TableColumn, typesOf } from '../tables/dialect';
import { type Look, type Verifier } from './verifier';
import { judgementOf } from '../tables/push-table';

/** Rows that one look compares. */
const rowsAtOnce = 500;

interface Parts<Config extends TableConfig> extends DatabaseParts<Config> {
  store: Pick<Store, 'carriedUsers' | 'namedLanes' | 'lanesByKey' | 'listEvents'>;
  connectorId: number;
}

/** Walks a table in the order of its keys, and then looks for users whose row is not there. */
export function tableVerifier<Config extends TableConfig, Client, Column extends TableColumn>(
  dialect: Dialect<Config, Client, Column>,
  parts: Parts<Config>,
): Verifier {
  const reader = new TableReader(dialect, parts);
  return {
    first: { part: 'rows', after: '' },
    look: async ({ part, after }) => {
      const database = await dialect.open(parts);
      try {
        return await database.withClient((client) =>
          part === 'rows' ? reader.lookAtRows(client, after) : reader.lookForAbsent(client, after),
        );
      } catch (error) {
        const trouble = dialect.troubleOf(error);
        // A fault of ours, not of the database.
        if (trouble.code === null && error instanceof TypeError) throw error;
        return { stopped: { judgement: judgementOf(dialect, trouble), error: dialect.words(trouble) } };
      } finally {
        await database.end();
      }
    },
  };
}

class TableReader<Config extends TableConfig, Client, Column extends TableColumn> {
  readonly #dialect: Dialect<Config, Client, Column>;
  readonly #parts: Parts<Config>;

  constructor(dialect: Dialect<Config, Client, Column>, parts: Parts<Config>) {
    this.#dialect = dialect;
    this.#parts = parts;
  }

  async lookAtRows(client: Client, after: string): Promise<Look> {
    const { config, store, connectorId } = this.#parts;
    const columns = await this.#dialect.describe(client, config);
    const page = { after: after === '' ? null : after, limit: rowsAtOnce };
    const rows = await this.#dialect.inTransaction(client, () => this.#dialect.rows(client, { config, columns }, page));
    const keys = rows.map(({ key }) => key);
    const [users, lanes, newestSeq] = await Promise.all([
      store.carriedUsers(keys),
      store.namedLanes(connectorId, keys),
      newestSeqOf(store),
    ]);
    const byId = new Map(users.map((user) => [user.userId, user]));
    const busy = new Set(lanes.filter(({ state }) => state !== 'idle').map(({ key }) => key));
    const atRest = rows.filter(({ key }) => !busy.has(key));
    const types = typesOf(columns);
    const findings = atRest.flatMap((row): Finding[] => {
      const found = verifyRow({ row, user: byId.get(row.key), config, types, newestSeq });
      return found === null ? [] : [found];
    });
    const last = rows.length === rowsAtOnce ? rows.at(-1) : undefined;
    const next = last === undefined ? { part: 'absent', after: '' } : { part: 'rows', after: last.key };
    return { findings, compared: atRest.length, skipped: busy.size, next, waitMs: 0 };
  }

  async lookForAbsent(client: Client, after: string): Promise<Look> {
    const { config, store, connectorId } = this.#parts;
    const lanes = await store.lanesByKey(connectorId, { after, limit: rowsAtOnce });
    const keys = lanes.filter(({ state }) => state === 'idle').map(({ key }) => key);
    const users = await store.carriedUsers(keys);
    const wanted = users
      .filter(({ deletedAtMs }) => deletedAtMs === null || config.deletion !== 'delete')
      .map(({ userId }) => userId);
    const there = new Set(
      await this.#dialect.inTransaction(client, () => this.#dialect.keysThere(client, config, wanted)),
    );
    const findings = wanted
      .filter((userId) => !there.has(userId))
      .map((userId): Finding => {
        return {
          kind: 'missing',
          userId,
          recordId: null,
          fields: [],
          text: 'The row that was written is not there any more.',
        };
      });
    const last = lanes.length === rowsAtOnce ? lanes.at(-1) : undefined;
    const next = last === undefined ? null : { part: 'absent', after: last.key };
    return { findings, compared: findings.length, skipped: 0, next, waitMs: 0 };
  }
}

async function newestSeqOf(store: Pick<Store, 'listEvents'>): Promise<number> {
  return (await store.listEvents({}, { limit: 1 })).items[0]?.seq ?? 0;
}
