/** Geographies that inference profile ids begin with. */
export const PROFILE_ID = /^(us|us-gov|eu|apac|jp|au|ca|sa|me|af|in|global)\.([a-z0-9-]+\..+)$/;
/** Up to two colons: a version, and a context window as in `amazon.nova-2-lite-v1:0:256k`. */
export const MODEL_ID = /^[a-z0-9-]{1,63}\.[a-z0-9-]{1,63}([.][a-z0-9-]{1,63}){0,2}(:[a-z0-9-]{1,63}){0,2}$/;
export const MODEL_ID_LENGTH = 140;
