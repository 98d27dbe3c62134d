import { main } from './calls.mjs';

await main();
