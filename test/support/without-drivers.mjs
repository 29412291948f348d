/** Makes a program run as where the drivers of the servers' logs are not installed: `node --import ./test/support/without-drivers.mjs PROGRAM`. */
import { register } from 'node:module';

if (!import.meta.url.endsWith('?hooks')) register(`${import.meta.url}?hooks`);

export function resolve(specifier, context, next) {
  if (/^(pg|@kurrent\/.*|@grpc\/.*)$/.test(specifier)) throw Object.assign(new Error(`Cannot find package '${specifier}'`), { code: 'ERR_MODULE_NOT_FOUND' });
  return next(specifier, context);
}
