/** The version of this package, for the user agent AWS sees. A test holds it against package.json. */
export const VERSION = "0.1.0";
