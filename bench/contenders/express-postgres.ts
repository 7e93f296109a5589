import { type PostgresCluster } from '../processes/postgres.ts';
import { Program } from '../processes/program.ts';
import { webhookToken } from '../processes/streamgauge.ts';
import { type Contender } from './contender.ts';
import { listeningPort } from './listening-port.ts';

const database = 'bench';

const usersTable = `
  CREATE TABLE users (user_id text PRIMARY KEY, email text, name text, nickname text, created_at timestamptz,
    updated_at timestamptz, raw_user jsonb, last_event_processed timestamptz)`;

const eventsTable = `
  CREATE TABLE events (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL UNIQUE, type text NOT NULL,
    time timestamptz, received_at timestamptz NOT NULL DEFAULT now(), stream_id text, subject_id text,
    body jsonb NOT NULL)`;

interface Handler {
  name: string;
  about: string;
  program: string;
  tables: readonly string[];
  /** The table that gets one row for each event. */
  counted: 'users' | 'events';
}

function expressPostgres(cluster: PostgresCluster, handler: Handler): Contender {
  const { name, about, program, tables, counted } = handler;
  return {
    name,
    about,
    async start() {
      await cluster.start();
      await cluster.query('postgres', `DROP DATABASE IF EXISTS ${database}`, `CREATE DATABASE ${database}`);
      // What was written so far must not be synced to disk in the middle of a measurement.
      await cluster.query(database, ...tables, 'CHECKPOINT');
      const env = { DATABASE_URL: cluster.url(database), WEBHOOK_TOKEN: webhookToken };
      const server = new Program({ command: process.execPath, args: [program], env, ipc: true });
      const port = await listeningPort(server);
      return {
        target: { port, token: webhookToken, pids: [server.pid, cluster.pid] },
        async finish() {
          await server.end();
          const stored = Number(await cluster.query(database, `SELECT count(*) FROM ${counted}`));
          await cluster.stop();
          return stored;
        },
      };
    },
  };
}

export const sampleHandler = (cluster: PostgresCluster): Contender =>
  expressPostgres(cluster, {
    name: 'Sample handler',
    about: 'Express 5 and pg, pool of 10, local PostgreSQL: one INSERT into users, the event is not kept',
    program: 'bench/servers/sample-server.ts',
    tables: [usersTable],
    counted: 'users',
  });

export const equalWorkHandler = (cluster: PostgresCluster): Contender =>
  expressPostgres(cluster, {
    name: 'Equal work',
    about: 'the sample handler keeping every event as well: event row and user upsert in one transaction',
    program: 'bench/servers/equal-work-server.ts',
    tables: [
      usersTable,
      eventsTable,
      'CREATE INDEX events_type ON events (type, seq)',
      'CREATE INDEX events_subject ON events (subject_id, seq)',
    ],
    counted: 'events',
  });
