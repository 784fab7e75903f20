// The English catalogues, one line each. The export's name is the first part of every address in that file.
export { default as access } from './access.json' with { type: 'json' };
export { default as events } from './events.json' with { type: 'json' };
export { default as invoices } from './invoices.json' with { type: 'json' };
export { default as jobs } from './jobs.json' with { type: 'json' };
export { default as deliveries } from './deliveries.json' with { type: 'json' };
export { default as letters } from './letters.json' with { type: 'json' };
export { default as links } from './links.json' with { type: 'json' };
export { default as numbering } from './numbering.json' with { type: 'json' };
export { default as paper } from './paper.json' with { type: 'json' };
export { default as payments } from './payments.json' with { type: 'json' };
export { default as permissions } from './permissions.json' with { type: 'json' };
export { default as portal } from './portal.json' with { type: 'json' };
export { default as sharing } from './sharing.json' with { type: 'json' };
export { default as signin } from './signin.json' with { type: 'json' };
export { default as ui } from './ui.json' with { type: 'json' };
