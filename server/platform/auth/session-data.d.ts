import 'express-session';

declare module 'express-session' {
  interface SessionData {
    /** The session's id as its owner and the log may see it; the secret one is in the cookie. */
    publicId: string;
  }
}
