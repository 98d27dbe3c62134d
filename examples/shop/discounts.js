import { roundToCents } from './money.js';

/** Discount rates by the voucher that grants them. */
const rates = new Map([
  ['WELCOME', 0.1],
  ['SPRING', 0.25],
  ['STAFF', 0.33],
]);

/**
 * The price of one item after a voucher.
 * @param {number} price
 * @param {string | undefined} voucher
 */
export function discountedPrice(price, voucher) {
  const rate = (voucher && rates.get(voucher)) || 0;
  return roundToCents(price * (1 - rate));
}
