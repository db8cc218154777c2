// Parses one feed document many times. Prints {"items", "seconds"}: how many items it has, and the shortest CPU time of a pass.
import { readFileSync } from 'node:fs';
import { parseFeed } from 'feedsmith';

const [file, rounds] = [process.argv[2], Number(process.argv[3])];
const text = readFileSync(file, 'utf8');
let best = Infinity;
let items = 0;
for (let round = 0; round < rounds; round++) {
  const before = process.cpuUsage();
  const { feed } = parseFeed(text);
  const { user, system } = process.cpuUsage(before);
  best = Math.min(best, (user + system) / 1e6);
  items = (feed.items ?? feed.entries).length;
}
console.log(JSON.stringify({ items, seconds: best }));
