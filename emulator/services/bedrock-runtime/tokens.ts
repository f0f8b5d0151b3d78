/** What one answered token says. */
export const ANSWER = "Hello";

/** How many tokens a text has, about; no model is asked. */
export function tokensOf(texts: readonly string[]): number {
  return Math.max(1, Math.ceil(texts.join("").length / 4));
}

/** Every text in a body, whatever form its provider gave it. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
