import { main } from '../../../src/agent';

export const dynamic = 'force-dynamic';

/** A person's request, on behalf of which models are called. */
export async function GET() {
  await main();
  return Response.json({ done: true });
}
