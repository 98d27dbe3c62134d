// Sentry instruments this program, and sends nothing anywhere.
import * as Sentry from '@sentry/node';

const transport = () => ({ send: async () => ({}), flush: async () => true });
Sentry.init({ dsn: 'https://key@127.0.0.1/1', tracesSampleRate: 1, transport });
