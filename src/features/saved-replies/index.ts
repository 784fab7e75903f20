export { messageSettings } from './office.tsx';
export { filledReply, savedReplies } from './queries.ts';
export type { SavedReply } from './reply.ts';
