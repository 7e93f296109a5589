import { type CheckFinding } from '../../../connectors/check-finding';
import { type DatabaseJudgement, type DatabaseTrouble } from '../../../connectors/sql/database-trouble';
import { type TableRow } from '../../../connectors/sql/verify-row';
import { type WrittenUser } from '../../../connectors/sql/written-columns';
import { type TableConfig } from '../../../connectors/table-config';
import { type AddressGuard } from '../address-guard';

/** A database, and what opens it. */
export interface DatabaseParts<Config extends TableConfig> {
  config: Config;
  password: string;
  guard: AddressGuard;
}

/** A column of the user's table. */
export interface TableColumn {
  name: string;
  /** Without its length: what values are given as. */
  type: string;
  /** With its length, as people write it. */
  fullType: string;
  isNullable: boolean;
  hasDefault: boolean;
  /** Characters that fit; null where there is no limit. */
  mostCharacters: number | null;
  /** Digits of a second that a column of times keeps; null for other types. */
  precision: number | null;
}

/** Connections to one database. */
export interface Database<Client> {
  /** Runs `work` on a connection. Errors of the server are thrown as they come. */
  withClient: <T>(work: (client: Client) => Promise<T>) => Promise<T>;
  /** Lets connections go, those in use too when they are not given back within 2 s. Never rejects. */
  end: () => Promise<void>;
}

/** Times of a conversation with a database, in ms. A lock or a statement that takes longer is tried again later. */
export const databaseTimes = { connectMs: 5_000, statementMs: 10_000, lockMs: 5_000, idleMs: 30_000, endMs: 2_000 };

/** A table as it is now. */
export interface Table<Config extends TableConfig, Column extends TableColumn> {
  config: Config;
  /** None when there is no such table. */
  columns: readonly Column[];
}

/** Which rows are read. */
export interface RowPage {
  after: string | null;
  limit: number;
}

/** What one kind of database does in its own way. */
export interface Dialect<Config extends TableConfig, Client, Column extends TableColumn> {
  /** Opens connections, for as long as they are used. */
  open: (parts: DatabaseParts<Config>) => Promise<Database<Client>>;
  describe: (client: Client, config: Config) => Promise<Column[]>;
  /** Runs `work` in a transaction with our settings; `keep` false takes back what it did. */
  inTransaction: <T>(client: Client, work: () => Promise<T>, keep?: boolean) => Promise<T>;
  /** Writes all of them, in a transaction, or throws. Those whose rows are in step; the rows of the others are newer. */
  write: (client: Client, table: Table<Config, Column>, users: readonly WrittenUser[]) => Promise<Set<WrittenUser>>;
  /** Rows in the order of their keys, those after `after` (null at first): every column that we write, as text. */
  rows: (client: Client, table: Table<Config, Column>, page: RowPage) => Promise<TableRow[]>;
  /** Which of these keys have a row. */
  keysThere: (client: Client, config: Config, keys: readonly string[]) => Promise<string[]>;
  /** What a value that does not fit is too long for, where the server does not say so; null when it is another trouble. */
  lengthTrouble: (table: Table<Config, Column>, written: WrittenUser, trouble: DatabaseTrouble) => string | null;

  /** What an error of the driver tells that holds no value: its message may quote one. */
  troubleOf: (error: unknown) => DatabaseTrouble;
  judge: (trouble: DatabaseTrouble) => DatabaseJudgement;
  words: (trouble: DatabaseTrouble) => string;
  /** Whether an empty row may be refused that those of real users are not: by constraints and triggers. */
  isOfEmptiness: (trouble: DatabaseTrouble) => boolean;
  /** Whether the server offers no TLS. */
  isWithoutTls: (error: unknown) => boolean;

  /** What makes the table, or adds what it lacks; null when nothing does. */
  statementFor: (table: Table<Config, Column>) => string | null;
  run: (client: Client, statement: string) => Promise<unknown>;
  /** Whether a type holds a time. */
  isTime: (type: string) => boolean;
  serverFindings: (client: Client) => Promise<CheckFinding[]>;
  /** What is wrong with the column of the user id, and what only this kind of database asks of a table. */
  shapeFindings: (client: Client, table: Table<Config, Column>) => Promise<CheckFinding[]>;
  rightFindings: (client: Client, config: Config) => Promise<CheckFinding[]>;
}

export const ok = (text: string): CheckFinding => ({ tone: 'ok', text });
export const warn = (text: string): CheckFinding => ({ tone: 'warn', text });
export const bad = (text: string): CheckFinding => ({ tone: 'bad', text });

/** Events have times in ms. A row whose time was rounded up looks newer than the next change. */
export const isCoarse = ({ precision }: TableColumn) => precision !== null && precision < 3;

/** Types of columns by their names. */
export const typesOf = (columns: readonly TableColumn[]) => new Map(columns.map(({ name, type }) => [name, type]));
