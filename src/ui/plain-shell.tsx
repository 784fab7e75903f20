import { Toast } from './banner.tsx';
import { usePage, type Children } from './context.tsx';
import { Document } from './document.tsx';
import { Footer, Logo, PhoneButton, ProductName } from './org.tsx';

/** Sign-in and everything under a link: the business, one sentence, one action, nothing else. */
export function PlainShell({
  title,
  heading = title,
  text,
  office,
  children,
}: {
  title: string;
  /** The one sentence, when it says more than the title. */
  heading?: Children;
  text?: Children;
  /** The office's own doors name the office in the title. */
  office?: boolean | undefined;
  children?: Children;
}) {
  const { t, org, notice } = usePage();
  const full =
    org === undefined ? title : t(office === true ? 'ui.title-office' : 'ui.title-portal', { title, org: org.name });
  return (
    <Document title={full} class="door" robots={office === true || org === undefined ? 'noindex' : undefined}>
      <header class="top">
        <div class="top-in">
          {org === undefined ? <ProductName /> : <Logo org={org} />}
          {org !== undefined && office !== true && <PhoneButton org={org} />}
        </div>
      </header>
      <main id="main">
        {notice !== undefined && <Toast notice={notice} />}
        <div class="answer">
          <h1>{heading}</h1>
          {text !== undefined && <p class="soft">{text}</p>}
        </div>
        {children}
      </main>
      <Footer />
    </Document>
  );
}
