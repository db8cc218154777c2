// A bot on unmodified discord.js, configured by DISCORD_API and DISCORD_TOKEN only. It uses each part of the API that the tests
// need of the fake server, and prints "ready" once it is connected and its commands are registered.
import {
  ActionRowBuilder, ApplicationCommandOptionType, ApplicationCommandType, ButtonBuilder, ButtonStyle, ChannelType, Client, ComponentType,
  ContainerBuilder, Events, GatewayIntentBits, MessageFlags, Partials, StringSelectMenuBuilder, TextDisplayBuilder, TextInputStyle,
} from 'discord.js';

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
  partials: [Partials.Channel],
  rest: { api: process.env.DISCORD_API },
});

const commands = [
  {
    name: 'echo',
    description: 'Repeats a text',
    options: [
      { name: 'text', description: 'The text', type: ApplicationCommandOptionType.String, required: true, autocomplete: true },
      { name: 'times', description: 'How often', type: ApplicationCommandOptionType.Integer },
    ],
  },
  {
    name: 'named',
    description: 'Names a role and a channel',
    options: [
      { name: 'role', description: 'A role', type: ApplicationCommandOptionType.Role, required: true },
      { name: 'channel', description: 'A channel', type: ApplicationCommandOptionType.Channel, channel_types: [ChannelType.GuildText] },
    ],
  },
  {
    name: 'group',
    description: 'Has subcommands',
    options: [{ name: 'slow', description: 'Answers late', type: ApplicationCommandOptionType.Subcommand }],
  },
  { name: 'form', description: 'Opens a form' },
  { name: 'card', description: 'Shows components' },
  { name: 'discuss', description: 'Starts a thread' },
  { name: 'publish', description: 'Publishes a message' },
  { name: 'Quote', type: ApplicationCommandType.Message },
];

const handlers = {
  async echo(interaction) {
    const text = interaction.options.getString('text').repeat(interaction.options.getInteger('times') ?? 1);
    await interaction.reply({
      content: text,
      components: [
        new ActionRowBuilder().addComponents(new ButtonBuilder().setCustomId('again').setLabel('Again').setStyle(ButtonStyle.Primary)),
        new ActionRowBuilder().addComponents(
          new StringSelectMenuBuilder().setCustomId('pick').addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' })),
      ],
    });
  },
  async named(interaction) {
    const role = interaction.options.getRole('role');
    const channel = interaction.options.getChannel('channel');
    await interaction.reply(`${role.name} ${role.mentionable} ${channel?.name}`);
  },
  async group(interaction) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply(`late: ${interaction.options.getSubcommand()}`);
    await interaction.followUp({ content: 'later', flags: MessageFlags.Ephemeral });
  },
  async form(interaction) {
    await interaction.showModal({
      customId: 'form',
      title: 'A form',
      components: [{ type: ComponentType.Label, label: 'Name', component: { type: ComponentType.TextInput, customId: 'name', style: TextInputStyle.Short } }],
    });
  },
  async card(interaction) {
    const container = new ContainerBuilder().addTextDisplayComponents(new TextDisplayBuilder().setContent('inside'));
    await interaction.reply({ components: [container], flags: MessageFlags.IsComponentsV2 });
  },
  async discuss(interaction) {
    const message = await interaction.channel.send('topic');
    const thread = await message.startThread({ name: 'discussion' });
    const first = await thread.send('first');
    await thread.setArchived(true);
    let refusal;
    await first.edit('too late').catch(error => { refusal = error.code; });
    await thread.setArchived(false);
    await first.edit('in time');
    await interaction.reply(`${refusal} ${message.id === thread.id}`);
  },
  async publish(interaction) {
    const news = interaction.guild.channels.cache.find(c => c.type === ChannelType.GuildAnnouncement);
    const message = await news.send('news');
    await message.crosspost();
    const again = await message.crosspost().catch(error => error.code);
    await interaction.reply(`${again}`);
  },
  async Quote(interaction) {
    await interaction.reply({ content: interaction.targetMessage.content, flags: MessageFlags.Ephemeral });
  },
};

client.on(Events.InteractionCreate, async interaction => {
  if (interaction.isAutocomplete())
    await interaction.respond([{ name: `${interaction.options.getFocused()}!`, value: 'completed' }]);
  else if (interaction.isCommand())
    await handlers[interaction.commandName](interaction);
  else if (interaction.isButton())
    await interaction.update({ content: `${interaction.message.content} again` });
  else if (interaction.isStringSelectMenu())
    await interaction.reply({ content: `picked ${interaction.values[0]}`, flags: MessageFlags.Ephemeral });
  else if (interaction.isModalSubmit())
    await interaction.reply(`hello ${interaction.fields.getTextInputValue('name')}`);
});

client.on(Events.MessageCreate, async message => {
  if (!message.author.bot && message.mentions.has(client.user, { ignoreRepliedUser: true, ignoreEveryone: true }))
    await message.reply(`answer to ${message.content.replace(`<@${client.user.id}>`, '').trim()}`);
});

client.once(Events.ClientReady, async () => {
  await client.application.commands.set(commands);
  console.log('ready');
});

process.on('unhandledRejection', error => console.error(error));
process.stdin.on('end', () => process.exit()).resume();
await client.login(process.env.DISCORD_TOKEN);
