import { applyEnvFiles, readEnvFiles } from './env-files';

// Imported before everything else by `server.ts`: some modules read their setting (LOG_LEVEL) when they are loaded.
Object.assign(process.env, { NODE_ENV: 'production' });
applyEnvFiles(readEnvFiles(process.cwd(), 'production'), process.env, process.env);
