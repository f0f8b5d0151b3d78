/** How Pulumi tells a secret apart, on its wire (beside `value`) and in files that people may edit (beside `plaintext`). */
export const SECRET_MARK = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
} as const;
