// Adds up a few carts and compares them with what the accountant says. Ends with 1 when one is off.
import { cartTotal } from './cart.js';
import { formatAmount } from './money.js';

const carts = [
  { name: 'one lamp', lines: [{ name: 'lamp', price: 24.9, count: 1 }], expected: 24.9 },
  { name: 'four cups', lines: [{ name: 'cup', price: 6.25, count: 4 }], expected: 25 },
  {
    name: 'a chair for a new customer',
    lines: [{ name: 'chair', price: 80, count: 1 }],
    voucher: 'WELCOME',
    expected: 72,
  },
  {
    name: 'a vase for a new customer',
    lines: [{ name: 'vase', price: 19.95, count: 1 }],
    voucher: 'WELCOME',
    expected: 17.96,
  },
];

let wrong = 0;
for (const { name, expected, ...cart } of carts) {
  const total = cartTotal(cart);
  const fits = total === expected;
  if (!fits) wrong += 1;
  console.log(
    `${fits ? 'ok   ' : 'WRONG'} ${name}: ${formatAmount(total)}, expected ${formatAmount(expected)}`,
  );
}
console.log(`${carts.length - wrong} of ${carts.length} carts add up`);
process.exitCode = wrong > 0 ? 1 : 0;
