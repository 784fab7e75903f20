export { announce, announceCounts, type Hint } from './announce.ts';
export { openLive, type Live, type Stream, type StreamAsked } from './live.ts';
export { streamAnswer } from './stream-answer.ts';
