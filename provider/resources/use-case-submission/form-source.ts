/** Whose form it is: the account's own, the organization's, or none because AWS wants none of its own accounts. */
export type FormSource = "account" | "organization" | "internal";
