export { answerPaper, paperName } from './answer.ts';
export { openDrawing, type Drawing } from './drawing.ts';
export type { Paper } from './paper.ts';
