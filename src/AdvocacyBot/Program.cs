using AdvocacyBot.Host;

var app = BotHost.Build(BotConfiguration.Load());
await BotHost.PrepareAsync(app, CancellationToken.None);
await app.RunAsync();
