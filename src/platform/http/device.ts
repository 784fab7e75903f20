/** A short name for a browser ("Safari on iPhone"), for people to recognise their own. Never used to decide anything. */
export function deviceName(userAgent: string | undefined): string {
  const agent = userAgent ?? '';
  const browser = firstMatch(agent, [
    [/Edg\//, 'Edge'],
    [/Firefox\/|FxiOS\//, 'Firefox'],
    [/SamsungBrowser\//, 'Samsung Internet'],
    [/Chrome\/|CriOS\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const system = firstMatch(agent, [
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Macintosh/, 'Mac'],
    [/Linux/, 'Linux'],
  ]);
  return [browser, system].filter((word) => word !== null).join(', ') || '?';
}

function firstMatch(text: string, names: readonly (readonly [RegExp, string])[]): string | null {
  return names.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
