// The least that a bot on discord.js does: it answers every interaction with one word. Measured by the benchmarks. discord.js compresses
// the gateway, as the bot does, if the module zlib-sync is built.
import { Client, Events, GatewayIntentBits } from 'discord.js';

const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: process.env.DISCORD_API } });
client.on(Events.InteractionCreate, interaction => interaction.reply('echo'));
client.once(Events.ClientReady, () => console.log('ready'));
process.stdin.on('end', () => process.exit()).resume();
await client.login(process.env.DISCORD_TOKEN);
