/** Whether a shown value is an instant as `Temporal.Instant` prints it. */
export function isInstantText(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(value);
}
