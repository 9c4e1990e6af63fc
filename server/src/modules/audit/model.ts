/** The commands that take something back: what an acceptance, a delivery or a voucher had moved is moved the other way. */
export const REVERSALS = ["delivery.reverse", "delivery.withdraw", "expense.reverse"] as const;
