-- The languages and themes.

-- What a member of staff reads the office in; null leaves it to the browser, then to the org.
alter table staff add column language text check (length(language) between 2 and 12);
grant select (language) on staff to doorstep_gate;

-- The portal's look beside its colour and logo. Each value names something of ours, never a piece of a stylesheet.
alter table orgs
  add column font text not null default 'system' check (font in ('system', 'humanist', 'serif', 'rounded', 'slab')),
  add column corners text not null default 'soft' check (corners in ('square', 'soft', 'round')),
  add column portal_scheme text not null default 'visitor' check (portal_scheme in ('visitor', 'light')),
  -- The look before the last change, to go back to.
  add column look_before jsonb check (jsonb_typeof(look_before) = 'object'),
  -- The small picture in a browser's tab: always a PNG that we wrote ourselves.
  add column favicon bytea check (length(favicon) between 1 and 20480),
  add column favicon_version text check (length(favicon_version) between 1 and 64),
  add constraint orgs_favicon_whole check ((favicon is null) = (favicon_version is null));
