import type { Door, DoorOptions } from './door.js';

/** Opens the door that the options name. Only what that door needs is loaded. @param mayBegin whether a ledger is made where there is none */
export async function openDoor(options: DoorOptions, env: NodeJS.ProcessEnv, stderr: NodeJS.WritableStream, mayBegin: boolean): Promise<Door> {
  if (options.url !== undefined) {
    const { remoteDoor } = await import('./remote.js');
    return remoteDoor(options.url, options.token ?? env.PARLEY_TOKEN);
  }
  const { directDoor } = await import('./direct.js');
  return directDoor(options.data, env, stderr, mayBegin);
}
