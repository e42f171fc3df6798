// ---- folding: when two spellings are one; the rules of kg.text.folding and kg.text.stems ---------
const PLAIN = new Map(
  Object.entries({ ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", ŧ: "t", ŋ: "n", þ: "th", æ: "ae", œ: "oe" }),
);
const MARKS =
  /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0591-\u05c7\u064b-\u065f]/g;
const APOSTROPHES = /[\u2018\u2019\u02bc\u02b9\u2032']/g;
const ASCII = /^[\u0000-\u007f]*$/;
/** Return a text without case, diacritics, apostrophes and punctuation, as its words. */
export function fold(text) {
  const words = unmarked(text).replace(APOSTROPHES, "").split(/[^\p{L}\p{N}]+/u);
  const folded = words.filter(Boolean).join(" ");
  return folded.replace(/(?<=^| )([^ ]) (?=[^ ](?: |$))/g, "$1"); // A. N. O.
}
function unmarked(text) {
  if (ASCII.test(text)) return text.toLowerCase();
  const seen = text.replaceAll("\u00b4", "'").replace(/\p{Cf}/gu, "").normalize("NFKD");
  const small = seen.replace(MARKS, "").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
  return [...small].map((letter) => PLAIN.get(letter) ?? letter).join("");
}

const ENDINGS =
  /(?:iemi|iach|iego|iemu|ymi|imi|ami|emi|ach|ech|ich|ych|eho|emu|iho|imu|ego|iej|iem|iom|ou|ej|om|em|um|am|ym|im|ie|ii|ia|iu|io|a|e|i|o|u|y)$/;
const GERMAN = /(?<=isch)e[mnrs]?$/;
const FLEETING = /(?<=[bcdfghjklmnpqrstvwxz])e(?=[bcdfghjklmnpqrstvwxz]$)/;
const CHANGING = { c: "k", z: "h" };
const LEAST = 3; // letters of a stem
const LITTLE = new Set(
  (
    "a an and at for in of on the with i v ve na s se z ze o do pri pro pre w we dla " +
    "der die das des dem den und von vom im am fur"
  ).split(" "),
);
/** Return what is left of a folded word without its case, number and gender. */
export function stem(word) {
  let cut = word.replace(GERMAN, "");
  if (cut === word && word.length > LEAST) cut = word.slice(0, LEAST) + word.slice(LEAST).replace(ENDINGS, "");
  if (cut.length > LEAST) cut = cut.replace(FLEETING, "");
  const last = cut.at(-1);
  return cut.length >= LEAST ? cut.slice(0, -1) + (CHANGING[last] ?? last) : cut;
}
const kept = new Map();
/** Return the stems of a folded text, without those of words that only join others. */
export function stems(folded) {
  if (!kept.has(folded)) {
    const words = folded.split(" ").filter((word) => word && !LITTLE.has(word));
    kept.set(folded, words.map(stem));
  }
  return kept.get(folded);
}
