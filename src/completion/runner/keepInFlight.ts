/**
 * Works items off in their order, so many at a time: the next begins as soon as one is over.
 * @param work must not reject
 */
export async function keepInFlight<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const lane = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, lane));
}
