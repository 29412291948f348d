import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { TokenStore } from '#libs/application';

/** Somebody who signed in with a token. */
export interface Session {
  id: string;
  /** The name of the token: who writes. */
  writer: string;
  /** Stands in every form of theirs, where no page of another site can read it. */
  formToken: string;
}

/** Sessions of the pages. They live in memory: a server that starts anew asks for the token again. */
export interface Sessions {
  /** Begins one, or undefined where the token is not known. */
  begin(token: string): Promise<Session | undefined>;
  /** The session that a Cookie header names, as long as its token is valid. */
  of(cookies: string | undefined): Promise<Session | undefined>;
  end(id: string): void;
}

export const SESSIONS = Symbol('sessions');

const COOKIE = 'parley-session';

/** How long a session lasts, in seconds. */
const SESSION_SECONDS = 12 * 3_600;

/** Sessions at once; beyond that the oldest end. */
const MOST = 10_000;

/** @param now milliseconds on a clock that never steps back */
export function createSessions(tokens: Pick<TokenStore, 'nameOf'>, now: () => number = () => performance.now()): Sessions {
  const open = new Map<string, { token: string; formToken: string; until: number }>();
  return {
    async begin(token) {
      const writer = await tokens.nameOf(token);
      if (writer === undefined) return undefined;
      const [id, formToken] = [secret(), secret()];
      open.set(id, { token, formToken, until: now() + SESSION_SECONDS * 1_000 });
      for (const oldest of open.keys()) {
        if (open.size <= MOST) break;
        open.delete(oldest);
      }
      return { id, writer, formToken };
    },
    async of(cookies) {
      const [, id = ''] = new RegExp(`(?:^|; *)${COOKIE}=([\\w-]+)`).exec(cookies ?? '') ?? [];
      const session = open.get(id);
      if (session === undefined) return undefined;
      const writer = session.until > now() ? await tokens.nameOf(session.token) : undefined;
      if (writer !== undefined) return { id, writer, formToken: session.formToken };
      open.delete(id);
      return undefined;
    },
    end: (id) => void open.delete(id),
  };
}

/** Whether a form carries the token of the session that it was made for. */
export function isFormOf(session: Session, token: string): boolean {
  const [own, given] = [Buffer.from(session.formToken), Buffer.from(token)];
  return own.length === given.length && timingSafeEqual(own, given);
}

/** A Set-Cookie header (RFC 6265). @param id absent: the cookie goes */
export function sessionCookie(id: string | undefined, isSecure: boolean): string {
  return `${COOKIE}=${id ?? ''}; Path=/; Max-Age=${id === undefined ? 0 : SESSION_SECONDS}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
