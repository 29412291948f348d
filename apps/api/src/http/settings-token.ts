/** Injects the settings that the server was started with. */
export const SETTINGS = Symbol('settings');
