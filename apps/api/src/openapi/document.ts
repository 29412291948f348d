export function openApi(): object {
  return { openapi: '3.1.1', info: { title: 'Parley', version: '0.1.0' }, paths: {} };
}
