import { config } from 'zod';
import { refuseProxyAnswers } from './components/shell/proxy-answers';

// Runs before any schema is made. To learn whether it may compile schemas, zod would evaluate a string, which our
// content security policy blocks and the browser reports on nearly every page.
config({ jitless: true });

refuseProxyAnswers();
