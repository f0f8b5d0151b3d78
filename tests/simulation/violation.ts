/** Something is not as it must be, whatever went wrong before. */
export class Violation extends Error {
  override readonly name = "Violation";
}
