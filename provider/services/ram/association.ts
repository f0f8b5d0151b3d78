/** One principal or one model of a share. */
export interface Association {
  readonly entity: string;
  readonly kind: "PRINCIPAL" | "RESOURCE";
  readonly status: string;
  readonly statusMessage?: string;
}
