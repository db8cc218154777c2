// Dates and times in the reader's language. A moment is shown in the time of the place that it is about; the reader's own time
// is added only if the clocks differ.

const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const date = { weekday: "short", day: "numeric", month: "short" };
const clock = { hour: "numeric", minute: "2-digit" };

function format(at, language, options) {
  return new Intl.DateTimeFormat(language, options).format(at);
}

// Without the year, unless it is another than this one.
function dated(at) {
  return at.getFullYear() === new Date().getFullYear() ? date : { ...date, year: "numeric" };
}

export function momentText(span, language, texts) {
  const at = new Date(span.at);
  const style = span.style ?? "DateAndTime";
  const parts = { DateAndTime: { ...dated(at), ...clock }, Date: dated(at), Time: clock }[style];
  const there = format(at, language, { ...parts, timeZone: span.zone });
  const here = format(at, language, { ...parts, timeZone: ownZone });
  if (style === "Date" || there === here) return there;

  const named = `${there}, ${texts.zone.replace("{0}", span.zone.split("/").at(-1).replaceAll("_", " "))}`;
  const sameDay = format(at, language, { ...date, timeZone: span.zone }) === format(at, language, { ...date, timeZone: ownZone });
  return `${named} (${texts.here.replace("{0}", sameDay ? format(at, language, clock) : here)})`;
}

export function timeText(at, language) {
  return format(at, language, clock);
}

export function dayText(at, language, texts) {
  const day = at.toDateString();
  if (day === new Date().toDateString()) return texts.today;
  if (day === new Date(Date.now() - 86_400_000).toDateString()) return texts.yesterday;
  return format(at, language, { day: "numeric", month: "long", year: "numeric" });
}
