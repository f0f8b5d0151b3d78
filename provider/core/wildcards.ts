/** Whether a text fits a pattern of IAM's, in which `*` stands for any characters and `?` for one. */
export function fitsWildcards(text: string, pattern: string): boolean {
  let [at, next, star, resumed] = [0, 0, -1, 0];
  while (at < text.length) {
    if (pattern[next] === "*") {
      [star, resumed] = [next, at];
      next += 1;
    } else if (pattern[next] === "?" || pattern[next] === text[at]) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      // The last star takes one character more. Those before it need not be tried again.
      resumed += 1;
      [at, next] = [resumed, star + 1];
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(next));
}
