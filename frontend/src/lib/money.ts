const exponents = new Map<string, number>();

/** How many digits a currency has after its decimal point: two for euros, none for yen. */
function exponentOf(currency: string): number {
  const known = exponents.get(currency);
  if (known !== undefined) return known;
  let digits = 2;
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    // Not a currency this browser knows.
  }
  exponents.set(currency, digits);
  return digits;
}

type Amount = { amount_minor: number; currency: string };

export function formatMoney({ amount_minor, currency }: Amount, compact = false): string {
  const amount = amount_minor / 10 ** exponentOf(currency);
  const whole = Number.isInteger(amount);
  try {
    return new Intl.NumberFormat("en", {
      style: "currency",
      currency,
      ...(compact && Math.abs(amount) >= 10_000
        ? { notation: "compact", maximumFractionDigits: 1 }
        : whole && { maximumFractionDigits: 0 }),
    }).format(amount);
  } catch {
    return `${amount} ${currency}`;
  }
}

export const amountText = ({ amount_minor, currency }: Amount) =>
  String(amount_minor / 10 ** exponentOf(currency));

/** Reads what people type: "1,200.50", "1 200,50", "12 000", "€ 300". Undefined when it is no amount. */
export function parseAmount(text: string, currency: string): number | undefined {
  const bare = text.replace(/[^\d.,-]/g, "");
  const at = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  const after = bare.length - at - 1;
  // One separator with three digits behind it groups thousands.
  const isDecimal = at >= 0 && (after !== 3 || /[.,].*[.,]/.test(bare.replaceAll(bare[at] ?? "", "")));
  const both = bare.includes(".") && bare.includes(",");
  const whole = (isDecimal || both ? bare.slice(0, at) : bare).replace(/[.,]/g, "");
  const fraction = isDecimal || both ? bare.slice(at + 1) : "";
  if (!/^-?\d+$/.test(whole || "0") || !/^\d*$/.test(fraction) || (!whole && !fraction)) return undefined;
  const amount = Number(`${whole || "0"}.${fraction || "0"}`);
  const minor = Math.round(amount * 10 ** exponentOf(currency));
  return Number.isSafeInteger(minor) ? minor : undefined;
}

export const toMajor = (minor: number, currency: string) => minor / 10 ** exponentOf(currency);
