export { olderJobsWord, OlderJobsForm } from './older-jobs.page.tsx';
export { readMonths } from './older-jobs.ts';
export { answerEffectsFile, answerReview, type ReviewedForm } from './review-answer.tsx';
export { holdOrg, type ReviewedLayer } from './review.ts';
