import { discountedPrice } from './discounts.js';
import { roundToCents } from './money.js';

/**
 * @typedef {{ name: string, price: number, count: number }} Line
 * @typedef {{ lines: Line[], voucher?: string }} Cart
 */

/**
 * What a customer pays for a cart: the rounded lines, added up.
 * @param {Cart} cart
 */
export function cartTotal(cart) {
  const lines = cart.lines.map((line) => discountedPrice(line.price, cart.voucher) * line.count);
  return roundToCents(lines.reduce((sum, amount) => sum + amount, 0));
}
