import type { Metadata } from '@grpc/grpc-js';
import { accessDenied, type Failure, unauthenticated } from './replies.js';

/** Who may do anything at all, by password; undefined lets everybody. */
export type Users = Readonly<Record<string, string>> | undefined;

/** Whether the call's `authorization` header lets it in; else what it is told. */
export function refusal(users: Users, metadata: Metadata): Failure | undefined {
  if (users === undefined) return undefined;
  const [header] = metadata.get('authorization');
  if (header === undefined) return accessDenied();
  const [, basic = ''] = /^Basic (.+)$/.exec(String(header)) ?? [];
  const [, name = '', password] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, 'base64').toString()) ?? [];
  return users[name] === password ? undefined : unauthenticated();
}
