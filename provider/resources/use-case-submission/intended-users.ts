/** Whom an application that uses the models is for. */
export const IntendedUsers = {
  /** People of the company. */
  Internal: "0",
  /** The company's customers and the public. */
  External: "1",
  Both: "2",
} as const;
export type IntendedUsers = (typeof IntendedUsers)[keyof typeof IntendedUsers];
