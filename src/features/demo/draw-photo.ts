export interface DemoPicture {
  readonly whole: Buffer;
  readonly small: Buffer;
  readonly width: number;
  readonly height: number;
}

const WIDTH = 1200;
const HEIGHT = 900;
const SMALL_EDGE = 480;

/** Boards of the gate from left to right: where each begins, and how its blue has weathered. */
const BOARDS = ['#2f6690', '#33709c', '#2b5f88', '#356f99', '#2e658f'].map((blue, at) => ({ x: 420 + at * 128, blue }));

/** A blue garden gate whose latch hangs from its last screw, drawn and not taken: nobody's garden is shown. */
const GATE = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
  <defs>
    <linearGradient id="wall" x2="1" y2="1"><stop stop-color="#cfc6b6"/><stop offset="1" stop-color="#a29682"/></linearGradient>
    <linearGradient id="light" x2="0" y2="1"><stop stop-color="#fff" stop-opacity=".22"/><stop offset="1" stop-color="#000" stop-opacity=".34"/></linearGradient>
    <linearGradient id="iron" x2="1" y2="1"><stop stop-color="#7b7d80"/><stop offset="1" stop-color="#2c2d30"/></linearGradient>
    <filter id="soft"><feGaussianBlur stdDeviation="9"/></filter>
  </defs>
  <rect width="1200" height="900" fill="url(#wall)"/>
  ${stones()}
  <rect x="330" width="96" height="900" fill="#6f5d49"/><rect x="330" width="22" height="900" fill="#8a765e"/>
  ${BOARDS.map(({ x, blue }) => `<rect x="${x}" width="124" height="900" fill="${blue}"/><rect x="${x + 124}" width="4" height="900" fill="#14324a"/>`).join('')}
  <rect x="420" y="150" width="640" height="110" fill="#2a5f89"/><rect x="420" y="256" width="640" height="8" fill="#14324a"/>
  <rect x="420" y="650" width="640" height="110" fill="#2a5f89"/><rect x="420" y="756" width="640" height="8" fill="#14324a"/>
  <path d="M470 470 L640 585" stroke="#0d1c28" stroke-width="46" opacity=".5" filter="url(#soft)"/>
  <g transform="rotate(34 466 440)"><rect x="446" y="410" width="230" height="54" rx="10" fill="url(#iron)"/>
    <circle cx="466" cy="437" r="12" fill="#b9bbbe"/><path d="M458 437h16" stroke="#333" stroke-width="4"/>
    <circle cx="640" cy="437" r="12" fill="#1d1e20"/></g>
  <circle cx="640" cy="430" r="9" fill="#10202c"/><path d="M640 440v46" stroke="#8a4b22" stroke-width="7" opacity=".55"/>
  <rect x="352" y="396" width="58" height="92" rx="8" fill="url(#iron)"/><rect x="366" y="424" width="44" height="34" rx="4" fill="#17181a"/>
  <rect width="1200" height="900" fill="url(#light)"/>
</svg>`;

/** A wall laid in rows, each shifted by half a stone against the one below. */
function stones(): string {
  const drawn: string[] = [];
  for (let row = 0; row < 9; row += 1)
    for (let at = -1; at < 3; at += 1) {
      const x = at * 170 + (row % 2) * 85;
      const shade = ['#b8ad9a', '#c3b8a5', '#aea28e'][(row * 2 + at + 3) % 3] ?? '#b8ad9a';
      drawn.push(`<rect x="${x + 4}" y="${row * 102 + 4}" width="162" height="94" rx="14" fill="${shade}"/>`);
    }
  return drawn.join('');
}

/** As message-files keeps a photo: whole, and small for the thread. */
export async function drawGate(): Promise<DemoPicture> {
  const { default: sharp } = await import('sharp');
  const drawn = sharp(Buffer.from(GATE));
  const [whole, small] = await Promise.all([
    drawn.clone().jpeg({ quality: 80 }).toBuffer(),
    drawn.clone().resize({ width: SMALL_EDGE, height: SMALL_EDGE, fit: 'inside' }).webp({ quality: 72 }).toBuffer(),
  ]);
  return { whole, small, width: WIDTH, height: HEIGHT };
}
