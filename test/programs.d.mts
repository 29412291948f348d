export function findChromium(): string | null;
export function findPgbouncer(): string | null;
export function ensurePrograms(): void;
