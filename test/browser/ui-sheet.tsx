import { createTranslator } from '../../src/platform/i18n/index.ts';
import {
  Amount,
  Answer,
  Avatar,
  Banner,
  Button,
  ButtonLink,
  Card,
  Chip,
  Choice,
  Columns,
  Confirm,
  Count,
  DangerZone,
  DateField,
  Day,
  Empty,
  ErrorPage,
  ErrorSummary,
  FactGrid,
  Facts,
  FieldRow,
  FileField,
  FileLine,
  Filterbar,
  FoldTable,
  Form,
  FormGroup,
  GoLink,
  Grid,
  History,
  Icon,
  Leaf,
  Lines,
  LinkBox,
  MoneyField,
  Needs,
  OfficeHead,
  OfficeShell,
  Pages,
  Panel,
  Paper,
  PaperPage,
  PlainShell,
  Plot,
  PortalShell,
  renderPage,
  Row,
  Savebar,
  SearchBox,
  SearchResults,
  Section,
  SelectField,
  SplitList,
  SplitView,
  Stack,
  StateChip,
  states,
  Tabs,
  TextArea,
  TextField,
  ThemePreview,
  Tiles,
  Time,
  Timeline,
  Todo,
  Totals,
  Wait,
  type NavItem,
  type OfficeFrame,
  type PageContext,
  type StateKind,
} from '../../src/ui/index.ts';

/** One page for every shell and part, with the content of the demo world: what the look is checked on. */
export interface SheetAssets {
  readonly css: string;
  readonly js: string;
  readonly themeCss: string;
}

const logo =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 25" width="30" height="25" fill="none" stroke="#0c5966" stroke-width="2.25"><path d="M2 15 10.5 4l5 6.5L19 7l9 8M2 20.5h26"/></svg>',
  );
const now = Temporal.Instant.from('2026-11-23T09:40:00Z');
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const gbp = (minor: bigint) => ({ minor, currency: 'GBP' });

export function sheetContext(assets: SheetAssets, changes: Partial<PageContext> = {}): PageContext {
  return {
    t: createTranslator('en-GB'),
    lang: 'en',
    locale: 'en-GB',
    dir: 'ltr',
    timeZone: 'Europe/London',
    csrf: 'token',
    path: '/harbour-hill',
    assets,
    now,
    org: {
      name: 'Harbour & Hill',
      logo: { src: logo, width: 30, height: 25 },
      tagline: 'Property Care',
      siteUrl: 'https://harbourandhill.example/',
      phone: { shown: '01632 960142', href: 'tel:+441632960142' },
      email: 'hello@harbourandhill.example',
      hours: 'Monday to Friday, 8 to 17',
      address: 'The Old Net Loft, 3 Fish Quay, Saltmouth SM1 1AB',
      privacyUrl: 'https://harbourandhill.example/privacy',
      termsUrl: 'https://harbourandhill.example/terms',
      accessibilityUrl: 'https://harbourandhill.example/accessibility',
    },
    choices: {
      languages: [
        { tag: 'en', name: 'English', href: '?language=en' },
        { tag: 'de', name: 'Deutsch', href: '?language=de' },
      ],
      themePath: '/harbour-hill/appearance',
      here: '/harbour-hill',
    },
    viewer: { name: 'Priya Raman', signOutPath: '/harbour-hill/sign-out' },
    ...changes,
  };
}

function places(current: string): readonly NavItem[] {
  const all: readonly NavItem[] = [
    { href: '/harbour-hill', label: 'Home', icon: 'house' },
    { href: '/harbour-hill/jobs', label: 'Jobs', icon: 'clipboard-list' },
    { href: '/harbour-hill/invoices', label: 'Invoices', icon: 'receipt-text' },
    { href: '/harbour-hill/details', label: 'Messages', icon: 'message-square', fresh: 2 },
    { href: '/harbour-hill/more', label: 'More', icon: 'menu' },
  ];
  return all.map((place) => ({ ...place, current: place.label === current }));
}

function Home() {
  return (
    <PortalShell title="Your next visit is on Tuesday" places={places('Home')}>
      <section class="visit" aria-labelledby="next">
        <Leaf on={day('2026-11-24')} size="big" />
        <div class="stack g8">
          <h1 id="next">Anna is coming on Tuesday 24 November, between 8 and 12</h1>
          <p class="mid soft">Window cleaning at 14 Quay Terrace. You don’t need to be in: the side gate is enough.</p>
        </div>
        <Row gap={8}>
          <ButtonLink href="/harbour-hill/jobs/1187">See this job</ButtonLink>
          <ButtonLink href="/harbour-hill/jobs/1187/window">Change the time</ButtonLink>
        </Row>
      </section>
      <Section id="todo" card title="For you to do" aside={<span class="small soft">2 things</span>}>
        <Lines class="todo">
          <Todo
            icon="receipt-text"
            title="You owe £40.00"
            text="Invoice 2041, due Friday 27 November"
            action={
              <ButtonLink kind="main" href="/harbour-hill/invoices/2041">
                Pay £40.00
              </ButtonLink>
            }
          />
          <Todo
            icon="calendar-plus"
            title="Your boiler service is due"
            text="We promised it by Thursday 10 December"
            action={<ButtonLink href="/harbour-hill/jobs/1203">Book a time</ButtonLink>}
          />
        </Lines>
      </Section>
      <Section
        id="coming"
        title="Coming and past"
        aside={
          <a class="mid" href="/harbour-hill/jobs">
            All jobs
          </a>
        }
      >
        <Card flush>
          <Lines boxed>
            <li>
              <GoLink
                href="/harbour-hill/jobs/1187"
                start={<Leaf on={day('2026-11-24')} />}
                title="Window cleaning"
                text="8–12, Anna · every 4 weeks"
              />
            </li>
            <li>
              <GoLink
                href="/harbour-hill/jobs/1203"
                start={<Leaf on={day('2026-12-10')} before="by" />}
                title="Boiler service"
                text={<StateChip kind="appointment" state="to_book" />}
              />
            </li>
            <li>
              <GoLink
                href="/harbour-hill/jobs/1142"
                start={<Leaf on={day('2026-10-27')} past />}
                title="Window cleaning"
                text="Done at 9:40"
              />
            </li>
          </Lines>
        </Card>
      </Section>
    </PortalShell>
  );
}

function Job() {
  return (
    <PortalShell title="Window cleaning, job 1187" places={places('Jobs')}>
      <Answer
        back={{ href: '/harbour-hill/jobs', label: 'Jobs' }}
        above={
          <>
            <StateChip kind="job" state="on_the_way" />
            <span class="mid soft">
              Window cleaning, job <span class="num">1187</span>
            </span>
          </>
        }
        title="Anna is on the way and should be with you at about 9:05"
        text="Tuesday 24 November, as of 8:47. Your window is 8–12."
      />
      <Section id="steps" title="Where it is now">
        <Timeline
          steps={[
            { id: 'n', icon: 'map-pin', title: 'Next: Anna arrives', text: 'At about 9:05.', place: 'next' },
            { id: 'w', icon: 'truck', title: 'On the way', at: at('2026-11-23T08:41:00Z'), place: 'now' },
            {
              id: 'd',
              icon: 'clipboard-check',
              title: 'Dispatched',
              at: at('2026-11-22T16:20:00Z'),
              text: 'Anna has the job.',
            },
            { id: 'r', icon: 'inbox', title: 'Received', at: at('2026-10-27T10:00:00Z') },
          ]}
        />
      </Section>
      <Section id="what" title="What we do">
        <Facts
          of={[
            { label: 'Work', value: 'All outside windows (11), conservatory roof' },
            { label: 'Price', value: <Amount of={gbp(4000n)} />, num: true },
            { label: 'Site', value: '14 Quay Terrace, Saltmouth SM4 2TR' },
            { label: 'Next after this', value: <Day on={day('2026-12-22')} long relative /> },
          ]}
        />
      </Section>
      <FileLine
        href="/harbour-hill/jobs/1187/calendar.ics"
        name="Window cleaning"
        type="Calendar file"
        bytes={2120}
        icon="calendar-plus"
      />
    </PortalShell>
  );
}

interface InvoiceRow {
  readonly title: string;
  readonly number: string;
  readonly state: 'due_soon' | 'paid' | 'overdue' | 'credited';
  readonly word?: string;
  readonly on: string;
  readonly minor: bigint;
}

const invoiceRows: readonly InvoiceRow[] = [
  {
    title: 'Window cleaning, October',
    number: '2041',
    state: 'due_soon',
    word: 'Due Friday',
    on: '2026-10-28',
    minor: 4000n,
  },
  {
    title: 'A very long title: emergency call-out, ceiling, stopcock and Donaudampfschifffahrtsgesellschaft meter',
    number: '2044',
    state: 'overdue',
    word: '9 days overdue',
    on: '2026-11-14',
    minor: 1_248_000n,
  },
  { title: 'Window cleaning, September', number: '1987', state: 'paid', on: '2026-09-30', minor: 4000n },
  { title: 'Credit: missed conservatory roof', number: 'CN 61', state: 'credited', on: '2025-12-08', minor: -1000n },
];

function Invoices() {
  return (
    <PortalShell title="Invoices" places={places('Invoices')}>
      <Answer title="You owe £40.00, due Friday 27 November" text="Nothing else is open.">
        <ButtonLink kind="main" href="/harbour-hill/invoices/2041">
          Pay £40.00
        </ButtonLink>
        <ButtonLink kind="quiet" href="/harbour-hill/invoices/2041">
          Pay another amount
        </ButtonLink>
      </Answer>
      <Section id="all" title="Invoices and credit notes">
        <FoldTable
          label="Invoices and credit notes"
          rows={invoiceRows}
          rowKey={(row) => row.number}
          columns={[
            {
              place: 'main',
              title: 'For',
              cell: (row) => (
                <a class="plain" href={`/harbour-hill/invoices/${row.number}`}>
                  {row.title}
                </a>
              ),
            },
            { place: 'meta', title: 'Number', phonePrefix: 'Invoice', cell: (row) => row.number },
            {
              place: 'state',
              title: 'State',
              cell: (row) => <StateChip kind="invoice" state={row.state} word={row.word} />,
            },
            { place: 'when', title: 'Date', cell: (row) => <Day on={day(row.on)} /> },
            { place: 'money', title: 'Amount', cell: (row) => <Amount of={gbp(row.minor)} /> },
          ]}
        />
        <Pages newer="?before=1" older="?after=2" shown="1–4 of 23" />
      </Section>
    </PortalShell>
  );
}

function Invoice() {
  return (
    <PortalShell title="Invoice 2041" places={places('Invoices')} layout="full">
      <Answer
        back={{ href: '/harbour-hill/invoices', label: 'Invoices' }}
        title="£40.00 is due on Friday 27 November"
      />
      <PaperPage
        side={
          <section class="card stack" aria-labelledby="pay">
            <h2 id="pay">Pay by bank transfer</h2>
            <Facts
              of={[
                { label: 'To', value: 'Harbour & Hill Ltd' },
                { label: 'Sort code', value: '00-00-00', num: true },
                { label: 'Account', value: '1234 5678', num: true },
                { label: 'Reference', value: <b>INV 2041</b>, num: true },
              ]}
            />
            <details>
              <summary>
                <Icon name="chevron-down" />
                How long it takes
              </summary>
              <p class="mid soft">A transfer reaches us within 2 working days.</p>
            </details>
          </section>
        }
      >
        <Paper
          title="Invoice 2041"
          state={<StateChip kind="invoice" state="due_soon" word="Due Friday" />}
          actions={
            <ButtonLink href="/harbour-hill/invoices/2041.pdf" icon="download" download>
              Download PDF
            </ButtonLink>
          }
          toLabel="For"
          to={['Priya Raman', '14 Quay Terrace', 'Saltmouth SM4 2TR']}
          facts={[
            { label: 'Issued', value: <Day on={day('2026-10-28')} full /> },
            { label: 'Due', value: <Day on={day('2026-11-27')} full /> },
            { label: 'Customer', value: '10318', num: true },
          ]}
          lineTitle="What we did"
          amountTitle="Amount"
          lines={[
            {
              id: '1',
              text: 'Outside windows, front and back',
              detail: '11 windows, Anna, 9:02 to 9:38',
              amount: gbp(3000n),
            },
            { id: '2', text: 'Conservatory roof', amount: gbp(1000n) },
          ]}
          totals={[
            { label: 'Before VAT', amount: gbp(3333n) },
            { label: 'VAT 20%', amount: gbp(667n) },
            { label: 'To pay', amount: gbp(4000n), sum: true },
          ]}
          note="The side gate was open."
          smallPrint="Harbour & Hill Property Care Ltd, 3 Fish Quay, Saltmouth SM1 1AB. Payment within 30 days."
        />
      </PaperPage>
    </PortalShell>
  );
}

function SignIn() {
  return (
    <PlainShell
      title="Sign in"
      heading="See your visits, invoices and messages"
      text="No account needed. Tell us who you are with anything we have on file."
    >
      <ErrorSummary
        problems={[{ field: 'identifier', text: 'Type your phone number, e-mail address or customer number' }]}
      />
      <Form action="/harbour-hill/sign-in" class="stack g24">
        <TextField
          name="identifier"
          label="Phone number, e-mail address or customer number"
          hint="The customer number is at the top of every invoice."
          error="Type your phone number, e-mail address or customer number"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
        />
        <TextField name="pin" label="PIN" autocomplete="one-time-code" inputMode="numeric" pin maxLength={6} />
        <Stack gap={12}>
          <Button kind="main" wide name="do" value="send" busy="Sending">
            Send me a link or PIN
          </Button>
          <Button wide name="do" value="pin">
            I have a PIN
          </Button>
        </Stack>
      </Form>
    </PlainShell>
  );
}

function AllStates() {
  const kinds = Object.keys(states).filter((kind): kind is StateKind => kind in states);
  return (
    <>
      {kinds.map((kind) => (
        <Row key={kind} gap={8}>
          {Object.values(states[kind]).map((look) => (
            <Chip key={look.word} tone={look.tone} icon={look.icon}>
              {createTranslator('en-GB')(look.word)}
            </Chip>
          ))}
        </Row>
      ))}
    </>
  );
}

function Parts() {
  return (
    <PortalShell title="Every part" places={places('More')} layout="full">
      <Answer title="Every part, every state" text="The same part looks the same everywhere." />
      <Section id="buttons" title="Buttons">
        <Row>
          <Button kind="main">Pay £40.00</Button>
          <Button>Change the time</Button>
          <Button kind="quiet">Pay another amount</Button>
          <Button kind="danger" icon="ban">
            Disable link
          </Button>
          <Button disabled describedBy="why">
            Book this time
          </Button>
          <Button iconOnly="More actions" icon="ellipsis" type="button" />
        </Row>
        <p class="mid soft" id="why">
          Booking closes the evening before.
        </p>
      </Section>
      <Section id="states" title="States">
        <Stack>
          <AllStates />
        </Stack>
      </Section>
      <Section id="fields" title="Fields">
        <ErrorSummary problems={[{ field: 'phone', text: 'Phone number: add the missing digits' }]} />
        <SearchBox action="/harbour-hill/jobs" id="find" label="Find a job" placeholder="Number or word" />
        <Form action="/nowhere" class="stack g24">
          <TextField
            name="email"
            type="email"
            label="E-mail address"
            hint="We confirm a new address before we use it."
            value="priya@raman.example"
          />
          <TextField
            name="phone"
            type="tel"
            label="Phone number"
            error="This is 3 digits short. Example: 07700 900318"
            value="07700 900"
          />
          <SelectField
            name="site"
            label="Which site?"
            optional
            value="2"
            options={[
              { value: '1', label: '14 Quay Terrace' },
              { value: '2', label: 'Market Hall' },
            ]}
          />
          <TextField name="number" label="Customer number" readOnly value="10318" short />
          <TextArea name="what" label="What is wrong?" value="No hot water since Sunday evening." most={2000} />
          <Tiles
            name="notices"
            legend="How shall we write to you?"
            value="text"
            options={[
              { value: 'text', label: 'Text, else e-mail', icon: 'smartphone' },
              { value: 'email', label: 'E-mail only', hint: 'To priya@raman.example', icon: 'mail' },
            ]}
          />
          <Tiles
            name="none"
            legend="One more"
            error="Choose one"
            options={[
              { value: 'a', label: 'The first' },
              { value: 'b', label: 'The second' },
            ]}
          />
          <Choice name="agree" label="Remember me on this device" hint="For 30 days" checked />
          <DateField name="date" label="Day" value={day('2026-11-24')} />
          <MoneyField name="price" label="Price" currency="GBP" value="24.00" />
          <FileField name="file" label="File" hint="CSV, at most 50 MB" accept=".csv" />
          <Button kind="main">Save my details</Button>
        </Form>
      </Section>
      <Section id="money" title="Money">
        <p class="due">You owe £40.00</p>
        <p class="soft">
          Due <Day on={day('2026-11-27')} long relative />
        </p>
        <Totals
          of={[
            { label: 'Before VAT', amount: gbp(103_333n) },
            { label: 'Credit note 61', amount: gbp(-1000n) },
            { label: 'To pay', amount: gbp(102_333n), sum: true },
          ]}
        />
      </Section>
      <Section id="banners" title="Banners">
        <Stack gap={12}>
          <Banner>
            Your debit of £65.00 is on its way. It counts as paid when it clears, about Thursday 26 November.
          </Banner>
          <Banner tone="good">
            <b>Booked: Thursday 3 December, 8–12.</b> A confirmation is on its way to priya@raman.example.
          </Banner>
          <Banner tone="warn">
            Someone took the last place at 8–12 while you were choosing.{' '}
            <a href="#again">Choose again from fresh times</a>
          </Banner>
          <Banner tone="bad">
            <b>Your card was declined.</b> No money was taken. Try another card or pay by bank transfer.
          </Banner>
          <Wait>Making your PDF, about 5 seconds. You can leave this page.</Wait>
        </Stack>
      </Section>
      <Section id="empty" title="Empty" class="again">
        <Empty
          icon="receipt-text"
          title="No invoices yet"
          text="Your first one appears here the day after our first visit."
        />
        <Empty icon="search-x" title="Nothing matches “gutta”" text="Check the spelling, or look in all years.">
          <ButtonLink href="?">Clear the search</ButtonLink>
        </Empty>
      </Section>
      <Section id="people" title="Files and people">
        <Row>
          <Avatar name="Anna Kowalczyk" size="l" />
          <Avatar name="Priya Raman" />
          <Avatar name="Jo Mercer" size="s" />
          <Leaf on={day('2026-11-24')} size="big" />
          <Leaf on={day('2026-11-24')} />
          <Leaf on={day('2026-10-27')} past />
          <Count of={38} />
          <Count of={2} fresh label="2 unread" />
        </Row>
        <FileLine href="/quote-318.pdf" name="Quote-318.pdf" type="PDF" bytes={212_000} />
      </Section>
    </PortalShell>
  );
}

const frame: OfficeFrame = {
  fresh: new Map(),
  homeHref: '/office',
  searchHref: '/office/search',
  create: [
    { href: '/office/customers/new', label: 'New customer', icon: 'user' },
    { href: '/office/jobs/new', label: 'New job', icon: 'clipboard-list' },
  ],
  sections: [
    {
      items: [
        { href: '/office', label: 'Home', icon: 'house' },
        { href: '/office/mailbox', label: 'Mailbox', icon: 'inbox', fresh: 4 },
      ],
    },
    {
      title: 'Work',
      items: [
        { href: '/office/jobs', label: 'Jobs', icon: 'clipboard-list', count: 38 },
        { href: '/office/sites', label: 'Sites', icon: 'map-pin', count: 530 },
      ],
    },
    { title: 'Money', items: [{ href: '/office/invoices', label: 'Invoices', icon: 'receipt-text', count: 12 }] },
    {
      title: 'People and places',
      items: [{ href: '/office/customers', label: 'Customers', icon: 'users', count: 412, current: true }],
    },
    { items: [{ href: '/office/settings', label: 'Settings', icon: 'settings' }] },
  ],
};

const jobRows = [
  {
    number: '1205',
    title: 'Pipe burst, kitchen ceiling, water off at the stopcock',
    customer: 'Zubair & Sons',
    window: 'Mon 23 Nov, now',
    state: 'scheduling',
  },
  {
    number: '1204',
    title: 'Boiler service',
    customer: 'Hilltop Surgery',
    window: 'Mon 23 Nov, 12–16',
    state: 'dispatched',
  },
  {
    number: '1194',
    title: 'Gutter clearing',
    customer: 'St Bride’s School',
    window: 'Mon 23 Nov, 12–16',
    state: 'paused',
  },
  {
    number: '1168',
    title: 'Window cleaning',
    customer: 'Hilltop Surgery',
    window: 'Fri 20 Nov, 8–12',
    state: 'completed',
  },
] as const;

function Jobs() {
  return (
    <OfficeShell title="Jobs" frame={frame}>
      <OfficeHead
        title="Jobs"
        meta={
          <>
            <Count of={38} />
            <span class="soft small">open, of 1,204</span>
          </>
        }
        actions={
          <>
            <ButtonLink icon="download" href="/office/jobs.csv">
              CSV
            </ButtonLink>
            <ButtonLink kind="main" icon="plus" href="/office/jobs/new">
              New job
            </ButtonLink>
          </>
        }
      />
      <Filterbar
        action="/office/jobs"
        active={[
          { label: 'State', value: 'open', removeHref: '?' },
          { label: 'Window', value: '19 Nov to 10 Dec', removeHref: '?' },
        ]}
        clearHref="/office/jobs"
        end="Sorted by number, newest first"
      >
        <SelectField name="state" label="State" labelHidden options={[{ value: 'all', label: 'All states' }]} short />
      </Filterbar>
      <Grid
        label="Jobs"
        rows={jobRows}
        rowKey={(row) => row.number}
        pick={{
          name: 'job',
          value: (row) => row.number,
          label: (row) => `Choose job ${row.number}`,
          action: '/office/jobs/chosen',
          buttons: (
            <>
              <Button name="do" value="assign">
                Assign
              </Button>
              <Button name="do" value="cancel">
                Cancel jobs
              </Button>
            </>
          ),
        }}
        columns={[
          {
            id: 'number',
            title: 'No.',
            kind: 'num',
            cell: (row) => row.number,
            sort: { href: '?sort=number', now: 'descending' },
          },
          {
            id: 'title',
            title: 'Job',
            heads: true,
            cut: true,
            cell: (row) => <a href={`/office/jobs/${row.number}`}>{row.title}</a>,
            sort: { href: '?sort=title' },
          },
          { id: 'customer', title: 'Customer', cut: true, cell: (row) => row.customer },
          { id: 'window', title: 'Window', kind: 'num', cell: (row) => row.window },
          { id: 'state', title: 'State', cell: (row) => <StateChip kind="job" state={row.state} /> },
          { id: 'value', title: 'Value', kind: 'money', cell: () => <Amount of={gbp(4000n)} /> },
        ]}
      />
      <Pages older="?after=1168" shown="1–4 of 38" />
    </OfficeShell>
  );
}

function Customer() {
  const list = (
    <SplitList
      id="customers"
      title="Customers"
      count={412}
      search={{ action: '/office/customers', placeholder: 'Name, number, postcode' }}
      empty={<Empty card={false} icon="search-x" title="Nobody matches" />}
      items={[
        {
          href: '/office/customers/10044',
          title: 'The Crab Shack',
          end: '£312.00',
          text: '5 Fish Quay',
          textEnd: '10044',
        },
        {
          href: '/office/customers/10318',
          title: 'Priya Raman',
          end: '£40.00',
          text: '14 Quay Terrace',
          textEnd: '10318',
          current: true,
        },
        {
          href: '/office/customers/10007',
          title: 'Saltmouth Harbour Estates and Market Trust',
          end: '£2,860.00',
          text: '6 sites',
          textEnd: '10007',
        },
      ]}
      pages={<Pages label="Customers by page" older="?after=10007" />}
    />
  );
  return (
    <OfficeShell title="Priya Raman, customer 10318" frame={frame} split>
      <SplitView list={list} back="/office/customers">
        <OfficeHead
          lead={<Avatar name="Priya Raman" />}
          title="Priya Raman"
          meta={
            <span class="soft small">
              Customer <span class="num">10318</span> · since March 2023
            </span>
          }
          actions={
            <>
              <ButtonLink icon="eye" href="/office/customers/10318/view">
                View customer portal
              </ButtonLink>
              <ButtonLink kind="main" icon="plus" href="/office/jobs/new?customer=10318">
                New job
              </ButtonLink>
            </>
          }
          more={[{ href: '/office/customers/10318/archive', label: 'Archive customer', icon: 'trash-2' }]}
        />
        <FactGrid
          of={[
            { label: 'Owes', value: <b class="num">£40.00</b> },
            { label: 'Next visit', value: 'Tue 24 Nov, 8–12, Anna' },
            { label: 'Mobile', value: '07700 900318', num: true },
            { label: 'E-mail', value: 'priya@raman.example' },
            { label: 'Site', value: '14 Quay Terrace, SM4 2TR' },
            { label: 'Last in the portal', value: <Time at={at('2026-11-23T07:58:00Z')} relative /> },
          ]}
        />
        <Tabs
          of={[
            { href: '/office/customers/10318', label: 'Portal', current: true },
            { href: '/office/customers/10318/jobs', label: 'Jobs', count: 33, current: false },
            { href: '/office/customers/10318/invoices', label: 'Invoices', count: 23, current: false },
            { href: '/office/customers/10318/contacts', label: 'Contacts', count: 2, current: false },
          ]}
        />
        <Columns kind="even">
          <Panel id="link-panel" title="Portal link" chips={<StateChip kind="link" state="on" />}>
            <LinkBox label="Priya’s own link" url="https://portal.harbourandhill.example/l/7Qm2kx9vT4aLr0pZxT9">
              <Facts
                of={[
                  { label: 'Ends', value: <Day on={day('2027-05-22')} long relative /> },
                  { label: 'Made', value: 'Sunday 22 November, by Jo Mercer' },
                ]}
              />
              <Row gap={8}>
                <Button icon="send">Send link</Button>
                <Button icon="refresh-cw">Refresh link</Button>
                <Button icon="ban" kind="danger">
                  Disable link
                </Button>
              </Row>
              <p class="small soft">Refreshing ends the old link at once.</p>
            </LinkBox>
          </Panel>
          <Panel id="may" title="What Priya may do" aside={<a href="/office/customers/10318/permissions">Change</a>}>
            <table class="perm">
              <thead>
                <tr>
                  <th scope="col">Area</th>
                  <th scope="col">Effective</th>
                  <th scope="col">Set by</th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  <th scope="row">Jobs</th>
                  <td class="yes">
                    <Icon name="check" /> View all
                  </td>
                  <td class="soft">Org</td>
                </tr>
                <tr>
                  <th scope="row">Equipment</th>
                  <td class="no">
                    <Icon name="minus" /> No
                  </td>
                  <td class="set">Contact</td>
                </tr>
              </tbody>
            </table>
          </Panel>
        </Columns>
        <Section id="history" title="History">
          <History
            of={[
              { id: '1', at: at('2026-11-23T07:58:00Z'), text: 'Priya opened her link' },
              { id: '2', at: at('2026-11-22T10:20:00Z'), text: 'Jo Mercer refreshed the link; the old one ended' },
            ]}
          />
        </Section>
      </SplitView>
    </OfficeShell>
  );
}

function OfficeHome() {
  return (
    <OfficeShell title="Home" frame={frame}>
      <OfficeHead title="Three things need you today" meta={<span class="soft small">Monday 23 November 2026</span>} />
      <Columns>
        <Panel id="needs" title="Needs doing" chips={<Count of={3} />} flush>
          <Needs
            of={[
              {
                id: '1',
                icon: 'mail-x',
                tone: 'bad',
                text: 'A text to Aled Pugh was not delivered: number not in use',
                when: '8:50',
                action: <ButtonLink href="/office/customers/10331">Mend number</ButtonLink>,
              },
              {
                id: '2',
                icon: 'alarm-clock',
                tone: 'warn',
                text: 'Six portal links end within 14 days',
                when: 'by 7 Dec',
                action: <ButtonLink href="/office/customers">Refresh</ButtonLink>,
              },
              {
                id: '3',
                icon: 'file-pen',
                text: 'Two invoices are drafts',
                action: <ButtonLink href="/office/invoices">Look at them</ButtonLink>,
              },
            ]}
          />
        </Panel>
        <Stack gap={24}>
          <Panel id="payments" title="Payments cleared, by week">
            <Plot
              kind="bars"
              label="Payments cleared, by week"
              labelColumn="Week"
              valueColumn="Cleared"
              axis={(value) => `£${value.toLocaleString('en-GB')}`}
              points={[
                { label: '26 Oct', value: 2050, text: '£2,050' },
                { label: '2 Nov', value: 1440, text: '£1,440' },
                { label: '9 Nov', value: 1890, text: '£1,890' },
                { label: '16 Nov', value: 2210, text: '£2,210' },
                { label: 'now', value: 2480, text: '£2,480' },
              ]}
            />
          </Panel>
          <Panel id="visits" title="Customers in the portal, by day">
            <Plot
              kind="line"
              label="Customers in the portal, by day"
              labelColumn="Day"
              valueColumn="Customers"
              axis={String}
              points={Array.from({ length: 14 }, (_, i) => ({
                label: `${i + 10} Nov`,
                value: 20 + ((i * 37) % 50),
                text: String(20 + ((i * 37) % 50)),
              }))}
            />
          </Panel>
        </Stack>
      </Columns>
      <Form action="/office/mailbox" keep="letter" class="stack">
        <TextField name="subject" label="Subject" />
        <Savebar kept>
          <Button>Save letter</Button>
        </Savebar>
      </Form>
      <SearchResults
        groups={[
          {
            id: 'found',
            title: 'Customers',
            items: [
              {
                href: '/office/customers/10318',
                icon: 'user',
                title: 'Priya Raman',
                text: '14 Quay Terrace',
                end: '10318',
              },
            ],
          },
        ]}
      />
    </OfficeShell>
  );
}

function OfficeForm() {
  return (
    <OfficeShell title="Invoice 2058" frame={frame}>
      <OfficeHead title="Invoice 2058" meta={<StateChip kind="invoice" state="draft" />} />
      <Columns kind="form">
        <Form action="/office/invoices/2058" keep="invoice-2058">
          <ErrorSummary
            title="One thing stops this invoice"
            problems={[{ field: 'due', text: 'The due date is before the invoice date' }]}
          />
          <FormGroup title="Who and when" text="Billed to accounts@hilltopsurgery.example.">
            <TextField name="customer" label="Customer" value="Hilltop Surgery, 10102" />
            <FieldRow>
              <DateField name="date" label="Invoice date" value={day('2026-11-23')} />
              <DateField
                name="due"
                label="Due"
                value="2026-10-23"
                error="This is before the invoice date. 30 days would be 23 December."
              />
              <MoneyField name="price" label="Price" currency="GBP" value="64.00" />
            </FieldRow>
          </FormGroup>
          <FormGroup title="What the customer reads">
            <TextArea name="note" label="Note on the invoice" optional value="The canopy took a second pass." />
            <Choice name="photos" label="Show the photos with it" checked />
            <Tiles
              name="language"
              legend="Language"
              value="en"
              options={[
                { value: 'en', label: 'English' },
                { value: 'de', label: 'German' },
              ]}
            />
            <FileField name="upload" label="Logo" hint="PNG or JPEG" />
          </FormGroup>
          <Savebar cancel="/office/invoices" text="Saving sends nothing." kept>
            <Button kind="main" busy="Saving invoice">
              Save invoice
            </Button>
          </Savebar>
        </Form>
        <Stack gap={24}>
          <Form action="/office/settings/look">
            <TextField name="accent" label="Colour" value="#0c5966" short />
            <Button>Save colour</Button>
          </Form>
          <ThemePreview field="accent">
            <div data-theme="light" class="card stack">
              <p>
                <a href="#x">A link</a> in a line.
              </p>
              <Button kind="main" type="button">
                Pay £40.00
              </Button>
            </div>
          </ThemePreview>
          <DangerZone
            id="danger"
            title="Ending things"
            items={[
              {
                title: 'Void this invoice',
                text: 'It keeps its number and asks for nothing any more.',
                action: (
                  <ButtonLink kind="danger" href="/office/invoices/2058/void">
                    Void invoice
                  </ButtonLink>
                ),
              },
            ]}
          />
          <Confirm
            title="Disable Priya’s link?"
            text="It stops working at once, and whoever has it open is signed out."
            action="/x"
            deed="Disable link"
            backHref="/office"
          />
        </Stack>
      </Columns>
    </OfficeShell>
  );
}

/** Every page of the sheet by name, as HTML. `office` pages take the office's assets. */
export function sheetPages(
  portal: SheetAssets,
  office: SheetAssets,
  changes: Partial<PageContext> = {},
): ReadonlyMap<string, string> {
  const inPortal = sheetContext(portal, changes);
  const inOffice = sheetContext(office, {
    ...changes,
    viewer: { name: 'Jo Mercer', role: 'Manager', signOutPath: '/office/sign-out' },
    notice: { tone: 'good', text: 'Link for Priya disabled', undo: { path: '/office/undo' } },
  });
  const viewing = sheetContext(portal, {
    ...changes,
    viewer: {
      name: 'Priya Raman',
      signOutPath: '/harbour-hill/sign-out',
      viewAs: { backPath: '/office/customers/10318' },
    },
    notice: { tone: 'good', text: 'Your details are saved.' },
  });
  const stranger = sheetContext(portal, { ...changes, viewer: undefined });
  return new Map([
    ['portal-home', renderPage(inPortal, <Home />)],
    ['portal-job', renderPage(viewing, <Job />)],
    ['portal-invoices', renderPage(inPortal, <Invoices />)],
    ['portal-invoice', renderPage(inPortal, <Invoice />)],
    ['portal-parts', renderPage(inPortal, <Parts />)],
    ['portal-sign-in', renderPage(stranger, <SignIn />)],
    ['office-lost', renderPage({ ...stranger, org: undefined }, <ErrorPage kind={404} office homeHref="/office" />)],
    [
      'portal-error',
      renderPage(
        stranger,
        <ErrorPage kind={500} code="7F2A" homeHref="/harbour-hill" retryHref="/harbour-hill/jobs" />,
      ),
    ],
    ['office-home', renderPage(inOffice, <OfficeHome />)],
    ['office-jobs', renderPage(inOffice, <Jobs />)],
    ['office-customer', renderPage(inOffice, <Customer />)],
    ['office-form', renderPage(inOffice, <OfficeForm />)],
  ]);
}
