// Adds the reader's own time to times of places with other clocks. The page is complete without it.

const language = document.documentElement.lang;
const parts = { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" };
const own = new Intl.DateTimeFormat(language, parts);
for (const time of document.querySelectorAll("time[data-here]")) {
  const at = new Date(time.dateTime);
  const there = new Intl.DateTimeFormat(language, { ...parts, timeZone: time.dataset.zone });
  if (there.format(at) !== own.format(at)) time.append(` (${time.dataset.here.replace("{0}", own.format(at))})`);
}
