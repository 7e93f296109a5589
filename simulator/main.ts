import { optionsFromEnv } from './options.ts';
import { startSimulator } from './start.ts';

try {
  const simulator = await startSimulator(optionsFromEnv(process.env));
  const quit = () => void simulator.stop().then(() => process.exit(0));
  process.once('SIGTERM', quit);
  process.once('SIGINT', quit);
  console.log(`simulator ready ${simulator.url}`);
} catch (error) {
  console.error(`simulator: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
