import type { RequestFacts } from '../../model/attempt';
import { nameOf } from '../json';

/**
 * Facts of a request that may name the answer that it goes on from.
 * @param id what would be that answer's id
 * @param kept something else that stands for what the server has kept
 */
export function describeContinuation(
  id: unknown,
  kept?: unknown,
): Pick<RequestFacts, 'continues' | 'continuesResponse'> {
  const continuesResponse = nameOf(id);
  return {
    ...(Boolean(id || kept) && { continues: true }),
    ...(continuesResponse !== undefined && { continuesResponse }),
  };
}
