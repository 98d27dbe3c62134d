/**
 * Rounds an amount to whole cents.
 * @param {number} amount
 */
export function roundToCents(amount) {
  return Math.round(amount * 100) / 100;
}

/** @param {number} amount */
export function formatAmount(amount) {
  return `${amount.toFixed(2)} EUR`;
}
